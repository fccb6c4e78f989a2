import type { OpeningManifest, Part } from './opening-manifest';
import type { Cells } from './opening-parts';

export interface OpeningRow {
  readonly part: Part;
  /** Of its file, from 1; a record of several lines is named by its last one. */
  readonly line: number;
  readonly cells: Cells;
}

/** Everything that is taken over, as its files say it. */
export interface OpeningFiles {
  readonly manifest: OpeningManifest;
  readonly rows: readonly OpeningRow[];
}

export const fileOf = (part: Part): string => `${part}.csv`;
export const rowName = ({ part, line }: OpeningRow): string => `${fileOf(part)} line ${line}`;
