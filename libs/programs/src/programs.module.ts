import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { ApproversController } from './approvers.controller';
import { ChangeApproversHandler } from './approvers/approvers.handler';
import { QuarterEndWork } from './end-quarter/quarter-end-work';
import { program } from './program';
import { ProgramClock } from './program-clock/program-clock';
import { ProgramDirectory } from './program-directory/program-directory';
import { ProgramsController } from './programs.controller';
import { PROGRAMS } from './programs.token';
import { PublishProgramHandler } from './publish-program/publish-program.handler';

@Module({
  controllers: [ProgramsController, ApproversController],
  providers: [
    provideStreams(PROGRAMS, program),
    ProgramDirectory,
    ProgramClock,
    PublishProgramHandler,
    ChangeApproversHandler,
    QuarterEndWork,
  ],
  exports: [ProgramDirectory, ProgramClock, QuarterEndWork],
})
export class ProgramsModule {}
