/** What kind of company a form makes: other kinds in the same country are other companies. */
export type FormClass = 'limited' | 'stock' | 'partnership' | 'cooperative' | 'nonprofit';

type CountryForms = Readonly<Partial<Record<FormClass, string>>>;

/**
 * Legal forms as they stand behind a company's name, by ISO 3166-1 country: lower case, in Latin
 * letters, without dots, single letters run together ("S. p. A." is "spa", "A/S" is "as").
 * Facts from ISO 20275 and the national registers; the table is our own.
 */
export const LEGAL_FORMS: Readonly<Record<string, CountryForms>> = {
  US: {
    limited: 'llc|limited liability company|limited liability co|pllc|lc',
    stock: 'inc|incorporated|corp|corporation|co|company|co inc|pc|pbc|company inc',
    partnership:
      'lp|llp|lllp|limited partnership|limited liability partnership|general partnership',
  },
  GB: {
    limited: 'ltd|limited|private limited company|co ltd|company limited|cyf|cyfyngedig',
    stock: 'plc|public limited company|public limited co|ccc',
    partnership: 'llp|lp',
    nonprofit: 'cic|community interest company|cio',
  },
  IE: {
    limited: 'ltd|limited|dac|designated activity company|teo|teoranta',
    stock: 'plc|public limited company|cpt',
    nonprofit: 'clg|company limited by guarantee',
    partnership: 'llp',
  },
  CA: {
    stock: 'inc|incorporated|corp|corporation|ltd|limited|co|company|ltee|limitee|ulc|incorporee',
    partnership: 'lp|llp|senc|sencrl',
  },
  AU: {
    limited: 'pty ltd|pty limited|proprietary limited|pty',
    stock: 'ltd|limited',
    nonprofit: 'inc|incorporated',
  },
  NZ: { limited: 'ltd|limited', stock: 'tapui limited' },
  IN: {
    limited:
      'pvt ltd|private limited|pvt limited|private ltd|p ltd|opc private limited|opc pvt ltd',
    stock: 'ltd|limited|public limited',
    partnership: 'llp',
  },
  PK: { limited: 'pvt ltd|private limited|smc private limited', stock: 'ltd|limited' },
  SG: {
    limited: 'pte ltd|pte limited|private limited|pte',
    stock: 'ltd|limited',
    partnership: 'llp',
  },
  MY: {
    limited: 'sdn bhd|sendirian berhad|sdn berhad',
    stock: 'bhd|berhad',
    partnership: 'plt',
  },
  HK: { limited: 'ltd|limited|co ltd|company limited' },
  ZA: {
    limited: 'pty ltd|proprietary limited|pty limited|edms bpk',
    stock: 'ltd|limited|bpk|soc ltd',
    nonprofit: 'npc',
    partnership: 'cc|close corporation',
  },
  DE: {
    limited:
      'gmbh|gesellschaft mit beschrankter haftung|gesellschaft mit beschraenkter haftung|mbh|ges mbh|gesmbh|ug|ug haftungsbeschrankt|ug haftungsbeschraenkt|unternehmergesellschaft|ggmbh|ohg mbh',
    stock:
      'ag|aktiengesellschaft|akg|kgaa|kommanditgesellschaft auf aktien|se|se and co kgaa|ag and co kgaa|gmbh and co kgaa|ag und co kgaa|gmbh und co kgaa',
    partnership:
      'kg|kommanditgesellschaft|ohg|offene handelsgesellschaft|gbr|partg|partgmbb|gmbh and co kg|gmbh und co kg|gmbh co kg|gmbh and co ohg|ag and co kg|ag und co kg|ag co kg|se and co kg|gmbh and co|gmbh und co|and co kg|und co kg',
    cooperative: 'eg|eingetragene genossenschaft',
    nonprofit: 'ev|eingetragener verein',
  },
  AT: {
    limited:
      'gmbh|gesellschaft mbh|ges mbh|gesmbh|gesellschaft mit beschrankter haftung|gesellschaft mit beschraenkter haftung|flexco',
    stock: 'ag|aktiengesellschaft|se',
    partnership: 'kg|og|keg|oeg|gmbh and co kg|gmbh und co kg|gmbh co kg',
    cooperative: 'egen|reggenmbh',
  },
  CH: {
    limited: 'gmbh|sarl|sagl|ges mbh',
    stock: 'ag|sa|aktiengesellschaft|societe anonyme',
    partnership: 'kg|klg',
    cooperative: 'genossenschaft',
  },
  LI: { limited: 'gmbh', stock: 'ag', nonprofit: 'anstalt|stiftung' },
  FR: {
    limited: 'sarl|eurl|societe a responsabilite limitee|selarl',
    stock: 'sa|sas|sasu|sca|societe anonyme|societe par actions simplifiee|se|societe europeenne',
    partnership: 'snc|scs|sci|societe civile|societe en nom collectif|gie',
    cooperative: 'scop|scic',
  },
  BE: {
    limited: 'bvba|sprl|srl|bv|besloten vennootschap',
    stock: 'nv|sa|nv sa|sa nv|naamloze vennootschap',
    partnership: 'vof|snc|commv|gcv',
    cooperative: 'cvba|scrl|cv',
    nonprofit: 'vzw|asbl|ivzw|aisbl',
  },
  LU: { limited: 'sarl', stock: 'sa|sca|scsp|se', partnership: 'scs|snc' },
  NL: {
    limited: 'bv|besloten vennootschap|flex bv',
    stock: 'nv|naamloze vennootschap',
    partnership: 'vof|cv|maatschap',
    cooperative: 'ua|ba|cooperatie ua',
    nonprofit: 'stichting|vereniging',
  },
  IT: {
    limited: 'srl|srls|societa a responsabilita limitata|surl',
    stock: 'spa|sapa|societa per azioni',
    partnership: 'snc|sas|ec sas|ec snc|and c sas|and c snc',
    cooperative: 'scarl|scrl|scpa|coop|societa cooperativa|soc coop',
  },
  ES: {
    limited: 'sl|slu|srl|sociedad limitada|slp|sll|sociedad de responsabilidad limitada',
    stock: 'sa|sau|sociedad anonima|sal',
    partnership: 'sc|cb|scp',
    cooperative: 'scoop|s coop',
  },
  PT: {
    limited: 'lda|limitada|unipessoal lda|sociedade unipessoal lda|ltda',
    stock: 'sa|sociedade anonima|sgps sa|sgps',
  },
  BR: {
    limited: 'ltda|limitada|eireli|ltda me|ltda epp|epp',
    stock: 'sa|sociedade anonima',
  },
  MX: {
    limited: 'srl de cv|s de rl de cv|s de rl|sde rl de cv|sapi de cv',
    stock: 'sa de cv|sa|sab de cv|sa b de cv',
    nonprofit: 'ac',
  },
  AR: { limited: 'srl|sru', stock: 'sa|sau|sas|saic|saci|sacif' },
  CL: { limited: 'ltda|limitada|spa|eirl', stock: 'sa' },
  CO: { limited: 'ltda|limitada|sas', stock: 'sa|sca' },
  PE: { limited: 'srl|eirl|sac|scrl', stock: 'sa|saa' },
  PL: {
    limited: 'sp z oo|sp zoo|spolka z oo|spzoo|spolka z ograniczona odpowiedzialnoscia',
    stock: 'sa|spolka akcyjna|psa',
    partnership: 'sp j|spj|sp k|spk|sp komandytowa|sp z oo sp k|sp z oo spk|sp zoo spk|sc',
  },
  CZ: {
    limited: 'sro|spol sro|spolecnost s rucenim omezenym|spol s ro',
    stock: 'as|akciova spolecnost',
    partnership: 'vos|ks',
    cooperative: 'druzstvo',
  },
  SK: { limited: 'sro|spol sro|spol s ro', stock: 'as|akciova spolocnost', partnership: 'vos|ks' },
  HU: {
    limited: 'kft|korlatolt felelossegu tarsasag',
    stock: 'zrt|nyrt|rt|reszvenytarsasag|zartkoruen mukodo reszvenytarsasag',
    partnership: 'bt|kkt|beteti tarsasag',
  },
  RO: {
    limited: 'srl|societate cu raspundere limitata|societatea cu raspundere limitata',
    stock: 'sa|societate pe actiuni|societatea pe actiuni',
  },
  BG: { limited: 'ood|eood', stock: 'ad|ead' },
  HR: { limited: 'doo|jdoo|drustvo s ogranicenom odgovornoscu', stock: 'dd|dionicko drustvo' },
  SI: { limited: 'doo', stock: 'dd', partnership: 'dno|kd' },
  RS: { limited: 'doo', stock: 'ad|akcionarsko drustvo' },
  GR: {
    limited: 'epe|ike|monoprosopi ike|ltd|pc|mepe',
    stock: 'ae|sa|anonymi etaireia|abee|aebe|societe anonyme',
  },
  TR: {
    limited:
      'ltd sti|limited sirketi|ltd sirketi|san ve tic ltd sti|tic ltd sti|sanayi ve ticaret ltd sti|ticaret limited sirketi|sanayi ve ticaret limited sirketi',
    stock: 'as|anonim sirketi|anonim sti|san ve tic as|sanayi ve ticaret as|ticaret as|tic as',
  },
  RU: {
    limited:
      'ooo|llc|obshchestvo s ogranichennoy otvetstvennostyu|obschestvo s ogranichennoy otvetstvennostyu|limited liability company|obshchestvo s ogranichennoi otvetstvennostiu',
    stock:
      'oao|zao|pao|ao|nao|jsc|ojsc|cjsc|pjsc|aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|zakrytoe aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo|joint stock company|open joint stock company|closed joint stock company|public joint stock company|joint stock co',
    nonprofit: 'ano|fgup|gup|mup|fgbu',
    partnership: 'ip',
  },
  UA: {
    limited:
      'tov|tzov|llc|tovaristvo z obmezhenoyu vidpovidalnistyu|tovarystvo z obmezhenoiu vidpovidalnistiu',
    stock: 'prat|jsc|pjsc|privatne aktsionerne tovaristvo|aktsionerne tovaristvo',
  },
  KZ: { limited: 'too|llp', stock: 'ao|jsc' },
  FI: {
    limited: 'oy|osakeyhtio|oy ab|ab oy|ab',
    stock: 'oyj|julkinen osakeyhtio|oyj abp|abp',
    partnership: 'ky|ay',
    cooperative: 'osk',
  },
  SE: {
    limited: 'ab|aktiebolag|aktiebolaget',
    stock: 'ab publ|publ',
    partnership: 'hb|kb|handelsbolag|kommanditbolag',
    cooperative: 'ek for',
  },
  NO: {
    limited: 'as|aksjeselskap',
    stock: 'asa|allmennaksjeselskap',
    partnership: 'ans|da|ks',
    cooperative: 'sa|ba',
    nonprofit: 'sf|ks',
  },
  DK: {
    limited: 'aps|anpartsselskab|ivs',
    stock: 'as|aktieselskab',
    partnership: 'ks|ps',
    cooperative: 'amba|fmba',
  },
  IS: { limited: 'ehf|einkahlutafelag', stock: 'hf|hlutafelag', partnership: 'slf|sf' },
  EE: { limited: 'ou|oue|osauhing|osaeuhing', stock: 'as|aktsiaselts' },
  LV: { limited: 'sia', stock: 'as|akciju sabiedriba' },
  LT: {
    limited: 'uab|uzdaroji akcine bendrove',
    stock: 'ab|akcine bendrove',
    partnership: 'mb',
  },
  JP: {
    stock: 'kk|kabushiki kaisha|kabushiki gaisha|kabushikikaisha|co ltd|corp|corporation|inc',
    limited: 'gk|godo kaisha|yk|yugen kaisha|llc',
  },
  CN: {
    limited:
      'co ltd|co limited|company limited|limited liability company|ltd|limited|youxian gongsi',
    stock: 'inc co ltd|joint stock co ltd|gufen youxian gongsi',
  },
  TW: { stock: 'co ltd|corp|inc|corporation|company limited' },
  KR: { stock: 'co ltd|jusik hoesa|chusik hoesa|inc|corp|corporation' },
  TH: {
    limited: 'co ltd|company limited|ltd',
    stock: 'pcl|plc|public company limited|public co ltd',
    partnership: 'ltd part',
  },
  ID: { limited: 'pt|perseroan terbatas', stock: 'tbk|persero tbk|persero', partnership: 'cv' },
  VN: {
    limited: 'tnhh|cong ty tnhh|co ltd',
    stock: 'jsc|joint stock company|ctcp|cong ty co phan',
  },
  PH: { stock: 'inc|incorporated|corp|corporation|co inc' },
  IL: { limited: 'ltd|limited' },
  AE: { limited: 'llc|fz llc|fze|fzc|fzco|fz co|dmcc|wll', stock: 'pjsc|psc' },
  SA: { limited: 'llc|wll|est', stock: 'jsc|sjsc' },
};
