/** Words that say nothing about a company. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'the and of for und et y e i de du des la le les el los der die das des van von del della di da do dos des in at on by an'.split(
    ' ',
  ),
);

/** One spelling for the ways in which a common word is cut short or written in other languages. */
const SPELLINGS: Readonly<Record<string, string>> = {
  international:
    'intl internatl internacional internazionale internationale int internationales inter',
  technology:
    'tech techn technologies technologie technologia technologias tecnologia tecnologias tecnologie teknoloji technologij technol technical technische technique tecnica',
  university:
    'univ uni universitat universitaet universite universidad universita universidade uniwersytet universiteit universitet universitesi univerzita univerza universitatea universities universitas universitario yliopisto',
  institute:
    'inst institut instituto istituto instytut instituut institutet institution institutes',
  laboratory:
    'lab labs laboratories laboratoire laboratorio laboratorium laboratorios laboratoires laboratori',
  system: 'systems sys syst systeme systemes sistemas sistema sistemi systemy',
  service: 'services svc svcs servicios servizi servicos servis',
  solution: 'solutions soluciones solucoes soluzioni sol',
  manufacturing: 'mfg manuf manufacturer manufacturers manufacture',
  engineering: 'eng engg engr ingenierie ingenieria ingegneria engenharia ingenieurburo',
  electronics:
    'electronic elec electr elektronik electronique electronica elettronica electronik elektronika',
  electric: 'electrical elektro elektrik electrique electrica elettrica',
  communication:
    'communications comm comms comunicaciones comunicazioni kommunikation comunicacoes',
  telecommunication:
    'telecommunications telecom telecoms telekom telecomunicaciones telecomunicazioni telekommunikation telekomunikasyon telecomm telecommunication telco',
  industry:
    'industries industrial ind inds industria industrias industrie industriale industriel sanayi',
  group: 'grp groupe gruppe grupo gruppo holding holdings grup groep groups',
  bank: 'banque banco banca banken',
  national: 'natl nat nacional nationale nazionale nacionale',
  association: 'assn assoc asociacion associazione associacao verband',
  department: 'dept departamento dipartimento',
  center: 'centre centro zentrum ctr centers centres centrum',
  corporation: 'corp corporacion corporate',
  company: 'co compania companhia compagnie companies cie cia',
  development: 'dev devel developments desarrollo',
  management: 'mgmt mgt managment',
  network: 'networks netz netzwerk networking ntwk netw',
  product: 'products prod produkte productos produits',
  federal: 'fed',
  government: 'govt gov',
  brothers: 'bros',
  research: 'rsch',
  american: 'amer',
  computer: 'computers computing',
  software: 'sw softwares',
  enterprise: 'enterprises ent entreprise entreprises empresa empresas',
  partner: 'partners',
  consulting: 'consultants consultancy consultant conseil beratung consultoria',
  trading: 'trade traders trader',
  science: 'sciences sci scientific ciencias scienze wissenschaft',
  automation: 'automations automatisierung automazione automatizacion automatismes',
  energy: 'energie energia energies enerji energetik',
  equipment: 'equipments equip',
  instrument: 'instruments instr',
  machine: 'machines machinery maschinen',
  hospital: 'hospitals hosp',
  school: 'schools',
  college: 'coll colleges',
  insurance: 'ins versicherung versicherungen assurance assurances seguros',
};

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([word, others]) =>
    others.split(' ').map((other): [string, string] => [other, word]),
  ),
);

/** Every way of writing a common word that is known, but the one that stands for them. */
export const OTHER_SPELLINGS: readonly string[] = [...CANONICAL.keys()];

/** @returns the word that stands for this one */
export const canonicalWord = (word: string): string => CANONICAL.get(word) ?? word;
