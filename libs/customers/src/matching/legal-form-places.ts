import type { FormClass } from './legal-forms';

/** Forms that stand before the name: only these are taken off there. */
export const FORMS_IN_FRONT: ReadonlySet<string> = new Set(
  (
    'ooo|oao|zao|pao|ao|nao|jsc|ojsc|cjsc|pjsc|llc|ano|fgup|tov|prat|too|pt|cv|uab|sia|ou|sarl|' +
    'aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|zakrytoe aktsionernoe obshchestvo|' +
    'publichnoe aktsionernoe obshchestvo|obshchestvo s ogranichennoy otvetstvennostyu|' +
    'joint stock company|open joint stock company|closed joint stock company|' +
    'public joint stock company|limited liability company|societe anonyme|societe par actions simplifiee|' +
    'societatea cu raspundere limitata|srl|stichting|cong ty tnhh|cong ty co phan|' +
    'tovaristvo z obmezhenoyu vidpovidalnistyu|aktiebolaget'
  ).split('|'),
);

/** Forms that stand in the middle of a name too and mean nothing else: "Siemens GmbH Österreich". */
export const FORMS_ANYWHERE: ReadonlySet<string> = new Set(
  'gmbh|ag|oyj|inc|ltd|llc|plc|bv|nv|srl|sarl|corp|pty|pte|pvt|sdn|bhd|limited|incorporated|corporation'.split(
    '|',
  ),
);

/** Forms in scripts without blanks, as written; taken off before the name is put in Latin letters. */
export const NATIVE_FORMS: Readonly<Record<FormClass, readonly string[]>> = {
  stock: ['株式会社', '股份有限公司', '주식회사', '㈱', '(株)', '（株）', '(주)', '㈜'],
  limited: [
    '有限责任公司',
    '有限責任公司',
    '股份有限責任公司',
    '有限会社',
    '合同会社',
    '有限公司',
    '유한회사',
    'בע"מ',
    'בע״מ',
    'ש.מ.',
    'ش.م.م',
    'ذ.م.م',
    'จำกัด',
    'บริษัท',
  ],
  partnership: ['合資会社', '合名会社', '合伙企业'],
  cooperative: ['协同组合', '協同組合'],
  nonprofit: ['一般社団法人', '公益財団法人', '一般財団法人'],
};
