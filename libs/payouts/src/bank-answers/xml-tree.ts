import { SaxesParser } from 'saxes';
import { BankFileFault } from './bank-answer';

/** An element without its prefix; blanks around its text do not count. */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Deeper than any message of ISO 20022. */
const MAX_DEPTH = 50;

/**
 * Reads a document. Nothing is fetched and nothing is expanded: a document type, where entities would be
 * declared, is refused, and only the five entities of XML itself and character references are known.
 * @throws BankFileFault when it is not UTF-8, not well-formed, declares a document type or is too deep
 */
export function readXml(bytes: Uint8Array): Element {
  const fault = (code: string, message: string): BankFileFault => new BankFileFault(code, message);
  const open: { element: Element & { readonly children: Element[] }; text: string }[] = [];
  let root: Element | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('doctype', () => {
    throw fault('document-type', 'A document type is not taken: it could declare entities');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) {
      throw fault('encoding', `The file is in ${encoding}; UTF-8 is taken`);
    }
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= MAX_DEPTH) throw fault('too-deep', `More than ${MAX_DEPTH} levels`);
    const values = Object.values(attributes).map(
      ({ local: name, value }) => [name, value] as const,
    );
    const element = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    };
    open.push({ element, text: '' });
  });
  const addText = (text: string): void => {
    const last = open.at(-1);
    if (last) last.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed) return;
    const element = { ...closed.element, text: closed.text.trim() };
    const parent = open.at(-1)?.element;
    if (parent) parent.children.push(element);
    else root = element;
  });
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
  } catch (error) {
    if (error instanceof BankFileFault) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw fault('not-xml', `The file is no well-formed XML in UTF-8: ${why}`);
  }
  if (!root) throw fault('not-xml', 'The file holds no element');
  return root;
}

/** @returns the elements at the end of a path of names, below the element, in order */
export const elementsAt = (element: Element, ...path: readonly string[]): readonly Element[] =>
  path.reduce<readonly Element[]>(
    (at, name) => at.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );

/** @returns the text of the first element at the path; undefined when there is none, or no text */
export const textAt = (element: Element, ...path: readonly string[]): string | undefined =>
  elementsAt(element, ...path)[0]?.text || undefined;
