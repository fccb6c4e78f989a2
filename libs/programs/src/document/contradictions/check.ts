import type { ProgramRules } from '../program-document';

/** Notes a fault at a path of the document. */
export type Fault = (path: string, message: string) => void;

/** Looks at a document of the right form for what contradicts itself. */
export type Check = (rules: ProgramRules, fault: Fault) => void;
