import { Module } from '@nestjs/common';
import { ProgramsModule } from '@accord/programs';
import { EarningsController } from './earnings.controller';
import { EarningsQuery } from './earnings/earnings.query';
import { WhatIfWork } from './what-if/what-if-work';
import { WhatIfController } from './what-if/what-if.controller';
import { WhatIfsQuery } from './what-if/what-ifs.query';

@Module({
  imports: [ProgramsModule],
  controllers: [EarningsController, WhatIfController],
  providers: [EarningsQuery, WhatIfsQuery, WhatIfWork],
  exports: [EarningsQuery, WhatIfWork],
})
export class IncentivesModule {}
