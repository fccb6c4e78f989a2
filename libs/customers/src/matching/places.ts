/** Countries, regions and large cities as companies add them to a name: "Acme Deutschland". */
export const PLACES: ReadonlySet<string> = new Set(
  (
    'africa america americas apac asia benelux dach eastern emea europa europe european latam mea middle ' +
    'nordic nordics northern pacific scandinavia southern western worldwide ' +
    'albania algeria angola argentina armenia australia austria osterreich oesterreich azerbaijan bahrain ' +
    'bangladesh belarus belgie belgique belgium bolivia bosnia botswana brasil brazil bulgaria burkina faso ' +
    'cambodia cameroon canada ceska chile china colombia congo costa rica croatia hrvatska cuba cyprus czech ' +
    'czechia danmark denmark deutschland germany dominicana ecuador egypt eesti estonia ethiopia finland ' +
    'suomi france gabon georgia ghana greece hellas guatemala honduras hongkong hong kong hungary iceland ' +
    'india indonesia iran iraq ireland israel italia italy jamaica japan jordan kazakhstan kenya korea kuwait ' +
    'latvia latvija lebanon libya liechtenstein lietuva lithuania luxembourg macau macedonia malaysia malta ' +
    'mauritius mexico moldova mongolia montenegro morocco maroc mozambique myanmar namibia nepal netherlands ' +
    'nederland holland zealand nicaragua nigeria norge norway oman pakistan panama paraguay peru philippines ' +
    'poland polska portugal qatar republic romania russia rossiya rwanda arabia senegal serbia srbija ' +
    'singapore slovakia slovensko slovenia slovenija espana spain sri lanka sudan sverige sweden suisse ' +
    'schweiz svizzera switzerland syria taiwan tanzania thailand tunisia tunisie turkey turkiye uganda uk ' +
    'ukraine uruguay us usa uae uzbekistan venezuela viet vietnam zambia zimbabwe ' +
    'amsterdam athens bangalore bangkok barcelona beijing berlin bogota boston brussels bucharest budapest ' +
    'buenos aires cairo california chengdu chicago cologne koln copenhagen dallas delhi dubai dublin ' +
    'dusseldorf duesseldorf edinburgh florida frankfurt geneva guangzhou hamburg hangzhou hanoi helsinki ' +
    'houston hyderabad istanbul jakarta johannesburg kiev kyiv kyoto lagos lima lisboa lisbon london madrid ' +
    'manila melbourne miami milan milano montreal moscow mumbai munchen muenchen munich nagoya nairobi nanjing ' +
    'osaka oslo ottawa paris prague praha qingdao riga rio rome roma santiago seattle seoul shanghai shenzhen ' +
    'sofia stockholm suzhou sydney taipei tallinn texas tokyo toronto vancouver vienna wien warsaw warszawa ' +
    'washington wuhan wuxi xiamen york zurich zuerich england scotland wales bavaria bayern quebec ontario'
  ).split(' '),
);
