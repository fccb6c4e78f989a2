import { canonicalWord } from './word-forms';

/** Words that tell a trade, by trade: "Rosmere Bank" and "Rosmere Foods" share hardly more than a name. */
const TRADES: Readonly<Record<string, string>> = {
  finance:
    'bank insurance capital finance financial investment credit leasing broker brokerage asset fund',
  food: 'food foods restaurant bakery cafe coffee beverage beer wine dairy meat fish seafood catering',
  health:
    'health healthcare medical medicine pharma pharmaceutical dental clinic hospital pharmacy care diagnostics biotech',
  transport:
    'logistics shipping transport freight cargo airline airlines aviation marine maritime rail railway',
  textile: 'textile textiles fashion garment apparel shoe leather jewelry outfitters clothing',
  computing:
    'software computer digital cyber cloud robotics electronics semiconductor semiconductors network data telecommunication internet broadband wireless',
  energy: 'energy oil gas petroleum power solar wind electric mining coal',
  building:
    'construction building realty estate property properties architects roofing cement timber furniture',
  mobility: 'auto automotive motor motors car cars mobility truck tire vehicle vehicles',
  leisure:
    'hotel hotels resort travel tour tourism fitness entertainment theater cinema music film',
  media: 'media publishing press news radio television broadcasting printing print',
  learning: 'university school college academy education',
  farming: 'farm agro agriculture agricultural seed fertilizer garden poultry',
  chemistry: 'chemical chemicals chemistry plastic plastics rubber paint glass',
  metal: 'steel metal metals aluminium aluminum iron copper',
  retail: 'retail store stores supermarket market shop',
};

const TRADE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(TRADES).flatMap(([trade, words]) =>
    words.split(' ').map((word): [string, string] => [canonicalWord(word), trade]),
  ),
);

/** Whether both have words of a trade, and of no common one. */
export function tradesClash(left: readonly string[], right: readonly string[]): boolean {
  const [ours, theirs] = [tradesOf(left), tradesOf(right)];
  return ours.size > 0 && theirs.size > 0 && ![...ours].some((trade) => theirs.has(trade));
}

const tradesOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((word) => TRADE_OF.get(word) ?? []));
