import type { RegisterNumber } from '../customer-claim';
import type { Company } from './company';
import { comparing, type Judged } from './evidence';

/** The register numbers that say something: "n/a", "-" and "000" stand for none. */
export const givenNumbers = ({
  registerNumbers,
}: Pick<Company, 'registerNumbers'>): readonly RegisterNumber[] =>
  registerNumbers.filter(({ value }) => /[1-9]/.test(value));

/** Which register a number is from: kind and country. */
export const registerOf = ({ kind, country }: RegisterNumber): string =>
  `${kind.toLowerCase()}:${country ?? '-'}`;

/** One way of writing a register number: its register, then digits and letters only. */
export const registerText = (number: RegisterNumber): string =>
  `${registerOf(number)}:${number.value.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;

/**
 * An equal number settles it, wherever it stands in the lists; a register that both name with other
 * numbers speaks against it.
 */
export function byNumber(left: Company, right: Company): Judged {
  if (left.registerNumbers.length === 0 || right.registerNumbers.length === 0) return NONE;
  const compared = registersOf(left).flatMap((register) => {
    const [ours, theirs] = [numbersIn(register, left), numbersIn(register, right)];
    const equal = ours.find((text) => theirs.includes(text));
    const [kind] = register.split(':');
    const [first, other] = [equal ?? ours[0], equal ?? theirs[0]];
    return first && other ? [{ kind, equal: equal !== undefined, left: first, right: other }] : [];
  });
  const equals = compared.filter(({ equal }) => equal);
  const equal = equals.find(({ kind }) => kind === 'lei') ?? equals[0];
  // D-U-N-S numbers are given per site: different ones say nothing.
  const differs = compared.find((one) => !one.equal && one.kind !== 'duns');
  const shown = equal ?? differs ?? compared[0];
  const line = comparing('identifier', shown?.left ?? null, shown?.right ?? null);
  if (equal) {
    const bits = equal.kind === 'lei' ? 24 : 22;
    const capsAtGroup = differs !== undefined;
    return line('equal', bits, 'A', { decisive: true, capsAtGroup });
  }
  if (differs) return line('different', -10, 'F', { capsAtGroup: true });
  return shown ? line('other-site', 0, 'B') : NONE;
}

const NONE = comparing('identifier', null, null)('missing', 0, 'Z');

/** Each register once, in an order of its own: the same two claims always give the same line. */
const registersOf = (company: Company): string[] =>
  [...new Set(givenNumbers(company).map(registerOf))].toSorted();

const numbersIn = (register: string, company: Company): string[] =>
  givenNumbers(company)
    .filter((number) => registerOf(number) === register)
    .map(registerText)
    .toSorted();
