/** What a statement can be had as besides JSON. */
export type FileFormat = 'csv' | 'xlsx' | 'pdf';

export const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** @returns the first file format that the caller accepts; undefined where it takes JSON */
export function fileFormat(accept = ''): FileFormat | undefined {
  const wanted = accept.split(',').map((one) => one.split(';')[0]?.trim() ?? '');
  const formats = Object.entries(MEDIA_TYPES).flatMap(([format, type]) =>
    wanted.includes(type) && isFormat(format) ? [{ format, at: wanted.indexOf(type) }] : [],
  );
  return formats.toSorted((a, b) => a.at - b.at)[0]?.format;
}

const isFormat = (name: string): name is FileFormat => Object.hasOwn(MEDIA_TYPES, name);
