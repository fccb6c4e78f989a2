import { Module } from '@nestjs/common';
import { ProgramsModule } from '@accord/programs';
import { EarningsController } from './earnings.controller';
import { EarningsQuery } from './earnings/earnings.query';
import { FactsAt } from './grounds/facts-at.query';
import { GroundsQuery } from './grounds/grounds.query';
import { GroupFacts } from './members/group-facts.query';
import { MembersQuery } from './members/members.query';
import { WhatIfWork } from './what-if/what-if-work';
import { WhatIfController } from './what-if/what-if.controller';
import { WhatIfsQuery } from './what-if/what-ifs.query';

@Module({
  imports: [ProgramsModule],
  controllers: [EarningsController, WhatIfController],
  providers: [
    EarningsQuery,
    FactsAt,
    GroundsQuery,
    GroupFacts,
    MembersQuery,
    WhatIfsQuery,
    WhatIfWork,
  ],
  exports: [EarningsQuery, GroundsQuery, MembersQuery, WhatIfWork],
})
export class IncentivesModule {}
