import type { Answered, CommandReply } from '@accord/client';

/** What Accord said to a row of the sample. */
export type Told = Answered<CommandReply>;
