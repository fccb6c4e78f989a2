/** Raised with every change of the words below: scores depend on them. */
export const FREQUENCY_SNAPSHOT = '2026-11';

/**
 * How many of a million organisations carry a word in their name, rounded down to a power of two;
 * words in fewer than 100 are left out, and so are brands. Counted on 34,000 public names of hardware vendors and
 * universities, with a floor for common words of trades that those do not hold, and frozen: scores
 * must not drift while customers come and go.
 */
export const WORDS_PER_MILLION: readonly (readonly [number, string])[] = [
  [131072, 'technology'],
  [32768, 'electronics shenzhen system university'],
  [16384, 'communication network'],
  [
    8192,
    'bank beijing college computer construction consulting digital electric engineering ' +
      'food group hotel industry information institute insurance international logistics ' +
      'media restaurant school science shanghai solution telecommunication trading ' +
      'transport',
  ],
  [
    4096,
    'academy african agency agriculture agro air airline airport american asian ' +
      'association auto automation bakery bar beer best black blue builder building bureau ' +
      'cafe capital car cargo center central chemical church city cleaning clinic club ' +
      'coffee contractor control cooling council county data dental department design ' +
      'development diamond east eastern education elite estate european farm fashion ' +
      'federation finance financial first foundation freight fund furniture garden gas ' +
      'general global gold golden great green grill guard hangzhou health healthcare ' +
      'heating high home hospital house imperial instrument intelligent investment kitchen ' +
      'laboratory law legal marine market marketing medical metal mining ministry motor ' +
      'municipal municipality national new north northern office oil old packaging park ' +
      'pharma pharmaceutical pharmacy pizza plastic plaza plumbing power premier prime ' +
      'print printing private product property public rail realty recruitment red research ' +
      'retail roofing royal security service shipping shop silver society south southern ' +
      'staffing star state steel store sun supermarket textile tour tower town training ' +
      'travel trust union universal west western white wine wireless world',
  ],
  [
    2048,
    'advanced africa america applied asia audio australia australian austria belgium ' +
      'berlin brasil brazil british bulgaria business california canada canadian chengdu ' +
      'chile china chinese colombia com company controls croatia czech denmark deutsche ' +
      'deutscher deutschland devices district ecole egypt energy english enterprise ' +
      'equipment espana estonia europe finland florida france french german germany greece ' +
      'guangzhou gymnasium hk hungary iceland india indian indonesia innovation ireland ' +
      'israel italia italian italy japan japanese jiangsu kingdom korea latvia link ' +
      'lithuania london luxembourg malaysia management manufacturing mexico micro mobile ' +
      'nanjing nederland netherlands nordic norway oesterreich osterreich pakistan paris ' +
      'peru philippines poland polska portugal republic romania russia russian scandinavia ' +
      'schweiz semiconductor serbia singapore slovakia slovenia smart software spain ' +
      'spanish st states suzhou sweden swiss switzerland taiwan texas thailand tokyo turkey ' +
      'uk ukraine united usa video vietnam vision york zhejiang',
  ],
  [
    1024,
    'a access accounting advisor advisory ai animal apparel art audit automotive aviation ' +
      'beauty beverage branch broadband broker brokerage campus care catering ceramic child ' +
      'client cloud commerce commercial community component conference core cotton customer ' +
      'd dairy dba demo distribution dongguan electricity embedded entertainment ' +
      'environment environmental event example exhibition export eye fachhochschule family ' +
      'federal fertilizer film fish fitness fuel fujian fur gallery game gaming garage ' +
      'garment gasoline glass guangdong gym hair hochschule hong hunan im imaging import ' +
      'innovations integrated intelligence internet iot it jewelry juice kong kunde lease ' +
      'leasing leather lighting logic machine maintenance material meat member ' +
      'microelectronics microsystems motion multimedia museum music net news ningbo nuclear ' +
      'nursing open optical pacific paper partner parts pet petroleum photo plan poultry ' +
      'precision press production project publishing qingdao radio rd recycling rental ' +
      'repair rf rice robotics rubber salon sample san schule seafood seed senior shoe ' +
      'sichuan solar spa spare sport station studio sugar superior supplier supply tax tea ' +
      'television test theater tianjin timber tire tool toy tv user valley vendor venture ' +
      'veterinary w waste watch water wholesale wind wood workshop wuhan wuxi xiamen',
  ],
  [
    512,
    'acoustics aerospace alpha amp analytics anhui artificial arts associates autonoma ' +
      'battery berufskolleg border bosch bridge broadcast bus c cable catholic catolica ' +
      'changzhou chip chongqing christian circuit colegio comercio components concept ' +
      'concepts connect connected court crane creative custom cyber dai dalian defense ' +
      'delta denki device diagnostics display division dong dr dynamics economics edge ' +
      'electro electron elevator em emergency en escola factory faculdade fiber fire future ' +
      'g gosudarstvennyy grid harbor hi higher highway hoc huizhou ic id image imeni info ' +
      'innovative integration interactive io ip islamic john justice k kunshan lamp led ' +
      'liceum life light line lycee m max messtechnik metro microwave middle military ' +
      'mobility monitoring next nippon nova nr ogolnoksztalcace optics parking photonics ' +
      'pipe plus point police polytechnic port pro professional pump quantum regional ' +
      'rescue road robert s sa safety saint santa satellite sense sensor shandong signal ' +
      'silicon skola soft sound space storage studies superieur superieure szkol szkola t ' +
      'taxi tec technik techno technological tecnologica tecnologico tek time traffic truck ' +
      'u us v valve visual ware wave wire works xian zhuhai',
  ],
  [
    256,
    '3d ac academie acoustic action active adams administration advance after ' +
      'agricultural akademia al alarm allen alliance allied am americas anderson antonio ' +
      'apex apollo appliance appliances applications architecture as atlantic atlas ' +
      'automacao autumn av avionics azad b baker bauer bay bear becker bell bianchi bio ' +
      'bird board brand brands bright broad brown byte byudzhetnoe cambridge campbell ' +
      'carter cctv cedar century chain champion changsha charles charter cheng chi chong ' +
      'ciencia clark classic clever coast collins concord cong connectivity consumer ' +
      'corporation cosmos crown ct cube dan datacom datentechnik davis defence denshi ' +
      'derzhavniy designs dinformatique direct displays div domain dragon dream drive ds ' +
      'dubois durand dynamic eagle easy ebony educacao educacion edwards eletronica ' +
      'eletronicos emerald equipamentos es estado evans evening f faculdades faculty falcon ' +
      'far fast ferrari fischer flow force form formacion formation free freedom fusion ' +
      'galaxy garcia gate gateway gear generation giga giken gonzalez graduate grammar ' +
      'grande guan gymnazium hamburg harbour hardware harmony harris hawk hefei henan heng ' +
      'heritage hernandez hill hills hisense hoffmann hogeschool hongkong horizon human ict ' +
      'ideal incorporation independence independent infinite informatica informatics ' +
      'informatique infotech infrared instrumentation integrity interface iq is island ' +
      'istanbul its ivory jackson jade jakarta jana jiangxi johnson jones jose king klein ' +
      'koch kolledzh kreises kyoto lake lan las laser laurent lefebvre legacy lewis liceo ' +
      'lily lion lite lnformation long lopez lotus louis lucent lunar lyceum magic majestic ' +
      'maple marconi marelli maria maritime martin martinez master matrix measurement ' +
      'mechatronics medicine mega memory meter metering metiers metropolitan meyer mi ' +
      'michel miller mission mitchell modern modular moreau morning moscow mount mountain ' +
      'ms mueller muhammadiyah muller multi nano natsionalniy navigation negeri nelson ' +
      'nexus nihon no noble nord normal o oak oliveira olympus omni online optic opto ' +
      'optoelectronic optoelectronics optronics orion p parker patriot paul payment pc ' +
      'pearl pegasus perez perfect performance peripherals petersburg phillips phoenix ' +
      'physics pine pioneer pl platforms politecnica polytechnique pos preparatory process ' +
      'processing profesional protection pulse qing quality quest r railway rainbow real ' +
      'regal reliable resources richter rio river roberts robinson rose rossi ruby rural ' +
      'russo safe sage salle sanchez santos sao sapphire scale schmidt schneider schoolst ' +
      'schoolthe schulen schulz scott sea secondary secure sekolah semiconductors sensing ' +
      'sensors server shi shkola si silva simon sistemleri sky smith social solaris solid ' +
      'sonic source souza sp spectrum speed sports spring standard stellar stewart stor ' +
      'stream sul sultan summer sunrise sunset super superiore support supreme surveillance ' +
      'switch systemtechnik ta tai taylor td te team technikum tecnico teknologi tel tele ' +
      'telematics terminal thermo things thomas tiger tong tools top touch trans ' +
      'transportation trend tri trinity turner uchrezhdenie ultimate ultra unified unity ' +
      'universitaria urban ve ventures victory view village virtual vocational wagner ' +
      'walker warsaw weber welding wifi williams willow wilson win winter wirtschaft wise ' +
      'wolf wolff wright wyzsza x xin yang yi ying young z zhongshan zhou',
  ],
  [
    128,
    'abc abloy absolute ace act adam adaptive add administracao advantage aero agile ' +
      'agrarian aires akademi akademija alabama albert alert alfa ali along alta alto ' +
      'amazonia amber ambient analysis analytical angel angewandte anne apogee application ' +
      'appliquees arc area arizona ark array arrow atheneum atlanta atom aurora austin ' +
      'automated automatic axis azure ba baden bahia barcelona beam bee bel benchmark ' +
      'berkeley berufsbildende berufsschule beyond big bilgi biomedical biometric ' +
      'biotechnology bits boston box br brain bucuresti budapest buenos call camera cao ' +
      'cape card career carl carlo carlos carolina cash cast castle cell centrale chang ' +
      'changshu charge check chips christ chuang chung circle circuits civil clear cm ' +
      'coastal code coding coherent color colorado columbia columbus command commonwealth ' +
      'compass computertechnik con connection consortium controlled convergence conversion ' +
      'cor coral cosmo costa create creation critical cross crypto crystal cts cubic ' +
      'culture curtiss cybernetics cypress cz dame daniel datacomm datang david delhi ' +
      'detection diagnostic dian digitech dingenieur dingenieurs discovery document dolphin ' +
      'double dresden drives dsp dubai dublin e ea ec echo eclipse eco economic edu ' +
      'educational edv ee einstein ek elecom elektronische elektrotechnicka elektrotechnik ' +
      'elements eletronics empresarial encore end engineers engines ensino entwicklung era ' +
      'escuela estadual estudios etudes euro ev excel expert express extreme fachschule ' +
      'facultad faith fakhoviy fei feng fgbou fh fisher flash flex flight fly flying focus ' +
      'fort fortune forum forward foshan fr francisco franklin friedrich frontier fu full ' +
      'fundacao further fuzhou galileo gebr genie genius georg george georges georgia ' +
      'gesamtschule gesellschaft giant gimnazija gimnazium gimnaziya giovanni girls glory ' +
      'goertek good gosudarstvennoe government gran grand greatwall ha hai haier hamilton ' +
      'han hannifin hanoi harbin hard harmonic he head heavy hebei heidelberg heinrich ' +
      'hengtong hiroshima hitech hohere hokkaido hs http hua huaqin hubei hughes hui ' +
      'humanities hunter hwa icon ics idea ie il impulse ims indiana industrielle infinity ' +
      'infocom informatik infrastructure ing inp intec integradas interconnect ion islam ' +
      'istruzione jiaotong jin jinan johns joseph juan jung junior kazan key kings kobe ' +
      'kogyo koledzh kyung kyushu land lausanne lawrence leader leap learning lecole level ' +
      'li lian liberty libre lift linear links linx litsey little live lnnovation ' +
      'lntelligent lodzi logical logistik logix loop low lt luis lyon madison magnetic ' +
      'magnetics main man marie mark marking mary maschinenfabrik massachusetts mathematics ' +
      'matic matter me mechanical med mei memorial mercury meridian mesh mess meters ' +
      'metropolitana metz microcomputer microelectronic micron microtech milan minas mind ' +
      'ming minh mini mo molecular monitor montgomery more morgan morris msa mt multiple n ' +
      'na name named natural nauk naval nebula neo nepal netcom nets nevada newland nguyen ' +
      'nic nice northwest notre novosibirsk numerique nurnberg nz obrazovaniya ' +
      'obrazovatelnoe ocean octopus odborna oddzialami oe oklahoma omega ontario operations ' +
      'optronic opus orange orbit orbital oregon orient oriental owl oxford oy ozel pa pal ' +
      'palm paradigm paragon parana particle path peak pedagogical pennsylvania perception ' +
      'personal peter phase photon pico pivotal planck planet planning plant play ' +
      'podstawowa pole polish politecnico pontificia post primary princeton produtos ' +
      'profissional protect psychology pure radar radiation rapid ray rc reach realtime ' +
      'recorders region remote renewable resource rfid ridge robot robotic rochester rock ' +
      'rudolf rui sai sainte sales santo sat satcom sc scan scientifico scope secundaria ' +
      'securite seiki seiko seisakusho seoul serra sg shan shark shield shine siberian ' +
      'sierra sigma simple sino sint sirius sis skyworth sl snap sola southwest spark ' +
      'special spectra spider square ss staatliche standards stanford stanley step stone ' +
      'storm streaming strong students summit sung sunny sur surabaya synapse synergy ' +
      'systec tactical talent talk tashkent teachers technica technics techniques technolgy ' +
      'tehran tekhnicheskiy teknik telematica telesis telkom terminals tesla testing thai ' +
      'think thong thuat tian tianyi times tinggi titan tm toledo tongfang total toulouse ' +
      'track transmission trident trimble triple triton triumph tron tsushin tunis turbo tw ' +
      'unit universitaire universiteti unlimited up upper utc utrecht vale value vancouver ' +
      'vanguard vector vehicle velocity vertex vertriebs vg vien vinci virginia vista ' +
      'visteon vital vo voice voor vortex vysshego wall walter washington way web wei ' +
      'weighing well werke wesleyan wilhelm will william wing wisconsin wisdom womens work ' +
      'working worldwide wurttemberg www xiaomi xtreme yuan zagreb zealand zenith zeus ' +
      'zhengzhou zhi zhilian zhong zone zurich',
  ],
];
