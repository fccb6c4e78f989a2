import { DateTime } from 'luxon';
import { fromFields, type Field } from '@accord/deals';
import type { FieldMapping, ImportMapping } from './import-mapping';

/** A row of the export as its columns have it. */
export type Row = Readonly<Record<string, string>>;

/** What is wrong with a cell. */
export interface CellFault {
  readonly column: string;
  readonly message: string;
}

export interface MappedRow {
  /** Empty where the row has none. */
  readonly ref: string;
  readonly body: object;
  /** What sales report of the opportunity first; absent where the mapping says nothing of it. */
  readonly opportunity?: object;
  readonly faults: readonly CellFault[];
}

/** @returns the registration that a row stands for, with everything that is wrong with its cells */
export function mapRow(row: Row, mapping: ImportMapping): MappedRow {
  const faults: CellFault[] = [];
  const ref = cellOf(row, mapping.reference, mapping);
  if (ref === '') faults.push({ column: mapping.reference, message: 'is empty' });
  const fieldsOf = (mapped: ImportMapping['fields']): Field[] => {
    const fields: Field[] = [];
    for (const [path, field] of Object.entries(mapped)) {
      try {
        const value = valueOf(row, field, mapping);
        if (value !== '') fields.push([path, value]);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        faults.push({ column: columnOf(field), message: error.message });
      }
    }
    return fields;
  };
  const fields = fieldsOf(mapping.fields);
  const origin: Field[] = [
    ['origin.source', mapping.source],
    ['origin.ref', ref],
  ];
  const body = fromFields([...origin, ...fields]);
  if (mapping.opportunity === undefined) return { ref, body, faults };
  const named = (part: string): Field[] =>
    fields.flatMap(([path, value]) => (path === `opportunity.${part}` ? [[part, value]] : []));
  const report = [...named('source'), ...named('ref'), ...fieldsOf(mapping.opportunity)];
  return { ref, body, opportunity: fromFields(report), faults };
}

/** @throws RangeError when the cell is not what the mapping says */
function valueOf(row: Row, field: FieldMapping, mapping: ImportMapping): unknown {
  if (typeof field === 'string') return cellOf(row, field, mapping);
  if ('value' in field) return field.value;
  const cell = cellOf(row, field.column, mapping);
  if (cell === '') return field.otherwise ?? '';
  const meant = field.values === undefined ? cell : field.values[cell];
  if (meant === undefined) throw new RangeError(`"${cell}" is not among the mapping's values`);
  switch (field.as) {
    case 'text':
      return meant;
    case 'amount':
      return amountIn(meant, field.decimal);
    case 'date':
      return dateIn(meant, field.format);
    case 'domain':
      return domainIn(meant);
    case 'number':
      return numberIn(meant);
    case 'boolean':
      return booleanIn(meant);
    case 'list':
      return meant.split(';').map((one) => one.trim());
  }
}

const columnOf = (field: FieldMapping): string =>
  typeof field === 'string' ? field : 'column' in field ? field.column : '';

/** White space at the ends and line breaks within are no part of what a cell says. */
function cellOf(row: Row, column: string, { nothing }: ImportMapping): string {
  const cell = row[column];
  if (cell === undefined) throw new Error(`The file has no column "${column}"`);
  const text = cell.replaceAll(/\s+/gu, ' ').trim();
  return nothing.some((one) => one.toLowerCase() === text.toLowerCase()) ? '' : text;
}

/** "1.234,50 €" with "," is 1234.50. Thousands are grouped by three, or it is no amount. */
function amountIn(text: string, decimal: '.' | ','): string {
  const group = decimal === '.' ? ',' : '.';
  const digits = text.replace(/^[^\d-]+|[^\d]+$/gu, '').replaceAll(/[\s'’]/gu, '');
  const form = new RegExp(`^(\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${decimal}(\\d{1,4}))?$`);
  const [, whole, cents] = form.exec(digits) ?? [];
  if (whole === undefined)
    throw new RangeError(`"${text}" is no amount such as 1${group}234${decimal}50`);
  return `${whole.replaceAll(group, '')}${cents === undefined ? '' : `.${cents}`}`;
}

function dateIn(text: string, format: string): string {
  const date = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' });
  if (!date.isValid) throw new RangeError(`"${text}" is no date ${format}`);
  return date.toFormat('yyyy-MM-dd');
}

function numberIn(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new RangeError(`"${text}" is no whole number`);
  return Number(text);
}

function booleanIn(text: string): boolean {
  if (text !== 'true' && text !== 'false') {
    throw new RangeError(`"${text}" is neither true nor false; "values" says what is meant`);
  }
  return text === 'true';
}

function domainIn(text: string): string {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url)) throw new RangeError(`"${text}" is no web address`);
  return new URL(url).hostname;
}
