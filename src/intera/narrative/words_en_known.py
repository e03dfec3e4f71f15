"""The commonest English words, which are never a slip of the hand for a marked word, nor pieces of a hidden name.

Data only. A marked word that also stands here stays marked: this list only keeps others from being read as it.
"""

_KNOWN = """
ability able abort about above abroad absolute abstract abused accent accept acceptance accepted accepts access
accident accidents accompany accord according account accounts accurate accused ache across act action actions active
actual actually add added adding addition additional additionally address adds adjust adjustment adjusts adult advance
advanced advice affect affected affecting affects afford afraid africa after afternoon again against agent ages ago
agree agreement ahead aid aim air airport alert alerts algorithm alias aliases alight aligns alike alive all allow
allowed allowing allows almost alone along aloud already also alter alternative although altogether always ambulance
america among amount an and ankle annual another answer answers any anybody anyone anything anytime anyway apart api
apologise apologize apology app appear appears append appended appendix applicable application applications applied
applies apply appreciated appropriate apps april arbitrary are area areas aren arg argument arguments arm around array
arrive arrived arrives arriving art article as asia aside ask asked asleep assert assess assessed assigned assigns
associated assume assumed assuming assured astrand async at attempt attempts attend attribute attributes audio audit
august austria auth authentication authenticator author authors auto automatically autumn availability available
avocado avoid await awake aware away azure baby back backbone backed background backing backward backwards bad badge
badges bag ball band bank banking banks bar bare barely barn barrier barriers base based basic basis basket batch
batched batching bath bay be beach beaches bear beast beat because become becomes bed been before began begin
beginning begins begun behalf behave behavior behaviour behind being believe believed believes bell below belt bench
bend bends beneath berlin beside besides best beta better between biased big bigger bike bill bills bin binary bind
bird birth bit bits blade blames blank blaze blend blends blind blindly blob block blocked blood blow blue blunder
board boast boat body boil bold bone book booking bookings books boolean boom boost boot booth border born borrow both
bottle bottom bound bowl box boxes bpo braces bracket brake brakes branch brand bread break breakfast breaking breaks
breast breath bridge bridges bridging brief bright bring brings broad broadband broadened broke broken broker brokered
brokers broth brother brown browse browser browsing brush budget budgets buff buffer bug bugs build builder builders
building buildings builds built builtin bulk bullet bumble bumped bunch bundle bundles burned bus buses business but
butter button buy buyer by byte bytes cable cables cache cached cake calculate calculated call callable callback
called callees caller callers calling calls calm camel camp can candle cannot capability capable capped captured car
card cards care careful careless carer carers caress caret carless carried carrier carriers carries carry carrying
cars case cases cash cashed cast cat catch caught cause caused causes causing ceiling cells centers central certain
certainty certificates chain chair chairs challenge chance chances change changed changes changing channel channels
chaotic character characters charge charges chart chasm chat cheap check checked checking checks cheque child children
chip chips choice choose chop choppy chose chosen circuits cite city claim claims clash clashed class classes clause
clauses clean cleanly clear cleared clearer clearly clears clever cli click clicked clicks client clients climb clinic
clip clock clocked clocks close closed closures cloth cloud club clue clusters cmd coach coached coast coat code codes
coffee coin cold collect collector collectors collide colonel colour combination combined come comes coming comma
command commands comment comments commit common compare compared comparing comparison compatibility compatible
compensation compile compiled compiler complete completed completely completes complex compliance comply component
components compressed compression compromise compromised compute computer concern concerns condensation condition
conditions cone conference config configs configuration configurations configure configured configuring confined
confirm confirming confirms conflict conflicting conform conformed conformity conforms connect connected connecting
connection connections connects consequence consequences consider considered consistent consists console const
constants construct constructor consumed contact contacts contain contained containing contains content contents
context contexts continue contract contracted contraction contractor contractors contracts contrast contributions
control controlled controller controls convenience convention conversion convert converted cook cooking cool cooling
cope copied copies copy copyright cord core cork corn corner correct correctly corresponding cost costs couch could
count counter country counts coupe couple coupon courier couriers course court cover covered cracked crapping crash
crashes create created creates creating creation credited creditor credits crew crews cricket crisis cross crowd
crumble crush crushed cry cubic cup cure curious current currently curtain curtains curtly curve custom customer
customers cycles dagger daily damage damaged damages dame dance danger dark dashed data database databases date dates
daughter daylight days dead deal dealt dear dearest dearly debate debates debug debugger debugging december decide
decimal decode decorator deem deemed deep default defaults defects define defined defines defining definition
definitions degree delay delays delete deleted deliver demo dental depend dependencies dependency dependent depending
depends deploy deprecated deps derived described describing description descriptor descriptors deserved designed
designer desired desk destination detail detailed details detect determine determined dev developer developers
development device devices diameter diameters diary dictionary did didn die diet differ difference differences
different differs digits dinner dir direct directly directories directory disable disabled disclaimer disconnect dish
disk dispatch dispatched dispatcher display displayed displays disrupted disruption disruptions dist distribute
distributed distribution distributions ditched do doc docked docs docstring doctor doctors document documentation
documented does doesn dog doing domain don done door doors dot double doubt down downgraded download downs downtimes
dozen draining draw drawn dream dress drink drive driven driver drop drops dry due dumb dump duplicate during dust
duty e-mail each eager ear earlier early earn earned ears earth ease easier easily east easy eat edge edit edited
edits effect effective effects effort eggs eight either elder elderly element elements eliminate eliminates else email
emails emergency emit emitted empty enable enabled enables encoded encoding encountered end ended ending endless
endorse endpoint ends energy engineer engineers engines enjoy enough ensure ensures enter entire entirely entirety
entities entries entry env environment environments equal equivalent error errors escape especially etc europe
european even evening evenings event events ever every everyone everything evil exact exactly exam example examples
exams except exception exceptions excluding excuse exec executable executables execute executed executing execution
exercise exercises exist existing exists exit expand expanded expect expected expects experience experienced
experiencing experimental expire expires explaining explicit explicitly export exported express expression expressions
extended extends extension extensions external extra extract extractor eye eyes face faced facilities facility fact
factory faded fail failed failing failovers fails faint fainted fair fairly fake faked fall fallback falling false
family famous far fared farm fast faster father fault faults faulty favour fear feast feature features february fee
feed feel feels feet fell fellow felt fender fetch few field fields fifth fifty fight file filed filename filenames
files filesystem fill filled filling fills film filter filtering final finally find finder finds fine finger finish
fire firm first fish fit fitted fitting five fix fixed fixes flag flagged flags flame flames flash flat flaunt flaut
fleet flight flip flips float floor floppy flow flower flushed flushes fly foiled fold folder folders folk follow
followed following follows food foot for force foreign forest forget fork forked forking form format formats formatted
formatting forms forth forty forward found foundation founded four fourth fractions frame france fraud frauds free
fresh friday friend friends from front fruit full fully fun func function functionality functions fund funds funny
furnished further future fuzzy gain gaining game games gang gap gaps garage garden gas gate gateways gather gave
gender general generally generate generated generates generating generator generic gentle germany get gets getting
ghost gift gilt girl git github give given gives giving glad glass glitz glob global globals glue gmail go goal goes
going gold golf gone good goods got grace grained grand granted grants graph graphic graphics grass grateful great
greater green greet greeting grew grey ground grounded group groups grove grow guaranteed guaranty guess guest guide
guilt habit hacks had hailed hair half hall hand handle handled handler handlers handles handling hands handset
handsets hang happen happens happy hard has hash haste hat haunt have haven having havoc header headers heading heap
hear heard hears heart heat heavy height held hello help helper helps here hereby hers hiccough hide high higher
highland highlands hill hills hint hire hitch hitched hits hoisting hold holds hole holiday home homes honor honored
honour hook hooked hooks hope hopes horse hospital hospitals host hosted hostname hosts hot hotel hour hourly hours
house houses hover how however huge human humble hundred hunger hunk hurry hurt hyphenation iam ice icon idea ideal
identical identifier identifiers identify identity idle if ignore ignored ignoring ill image images img immediately
impacts implement implementation implementations implemented implementing implements implied imply import important
imported imports improved improvement improvements improves in inability inc inch incidents include included includes
including incompatible incomplete indeed index indicate indicated indicates indicating individual indoor info inform
information inherited initial initialize inline input insert inside install installation installed installing installs
instance instances instantiate instantiation instead intake integer integers integrity intel intended inter
interactive interface interfaces interior internal internally internals internet interpreted interpreter interrupted
interruption interuption into introduced invalid inverse investigate investigating invite invocation invoke invoked
invoking involve involved iron is island islands isn isolate issue issued issuer issues it italy item items iterable
iterator its itself jacket jailed january job jobs join joint joke journey judge july jump june just keep keeps kennel
kept kernel key keyboard keys keyword keywords kids killed kills kind king kitchen knee knew knife knock knocked knot
know known knows label labels lady lags laid lake lakes lamp land landing landline landlines language large larger
last late lately later latest latter laugh launch launched law lawn lay layout lead leading leaf lean learn learns
lease least leave leaves left leg legacy legal lend lender length less lesson let letter letters letting level
liability liable lib libraries library license licensed licenses lie life lifecycle lift light like likely limit
limitation limitations limited limits line lines link linked linking links lips list listed listen listing lists
literal little live lived lives load loaded loads local locale localhost location lock locked locker lockers log
logging logic login logo logos london lone long longer look looked looking looks lookup loop loose lose loss lost lot
loud love loved low lower lowercase luck lunch machine machines made magic mail mailed mails main maintain maintained
maintains maintenance major make makes making male man manage managed management manager managers manages manic manner
manor manually many map mapped mapping maps march mark marked market mask masking mass master match matched matches
matching mate material materials max maximum may maybe meal mean meaning meaningful means meant meat mechanism medical
meet meeting member members memory men mend mender mental menu merely merge merit mesh message messages met metadata
metal method methods micro middle might mike mild mile milk million mind mine miner mines minimal minimum minor minors
mins minus minute minutes mirror miss missed missing misstate mistake mistaken mix mixed mobile mocked mode model
modem modems modern modification modifications modified modify module modules modulo moment monday money month monthly
months mood moon more morning mornings most mother motor mount mouse mouth move moved movement moves movie much multi
multiple museum music must my nailed naive name named names narrow nation native near nearby nearest nearly necessary
neck need needed needs negative neither nephew nest nested network never new newer newline newly news next nice niece
night nightfall nightly nights nine no nobody node nodejs noise non none noon nor normal normally north nose not note
notes nothing notice noticed notices noting november now npm npmcli npmrc null number numbers numeric nurse obj object
objects obligations observed observing obsolete obtain obtained obtaining occur occurred occurs ocean october of off
offer offers office offices official offline offset often oil old older omit omitted on once one ones onion online
only onto open opened opening opens opera operate operates operating operation operations operator optimal option
optional optionally options opts or orange order orders origin original other others otherwise ought our ours out
outdoor outer output outside oven over overflows overhead overloads overnight overridden override overrides overriding
own owned owner owners pack package packages packed packets packing padding page pages paid pain paint painter paints
pair pairs palm pan panicked paper param parameter parameters parent parents paris parity park parrot parse parsed
parser parsing part parted partial partially particular partner partnered partnering partners parts party pass passed
passes passing passive password past patch patches patent path pathname paths patience pattern patterns pause paused
pauses pay payment payments peace peak peaks pearly peek peer pen penal penalise penalize penalties penalty pencil
people per percentages perform performance performed perhaps perimeter period permission permissions permit permits
permitted person personal persons pertain pet phase phased phases phone phones photo photos phrase phrases physically
pick picnic picture piece pieces pilot pink pinning pipe pitched pkg place placed places placing plain plan plane
planed planes planned plans plant plants plate platform platforms play playback playbacks played player playing plays
playwright please plenty plight plug plus pocket point pointed pointer pointing points poland pole poles police policy
polite poll polled polling pool pooling pools poor popular port portions position positive possibility possible
possibly post postal posted posters posting posts pot potentially pouch pound pounds power powers practical prague pre
precedence prefer preferred prefix prefixed premise premises present preserved press pretty prevent prevents preview
previous previously price prices prime prince print printed prints prior private prize probably probes problem
problems proceed proceeds process processes processing prod produce produced products profile program programs project
projection projects promise promised promises promote prompt proper properly properties property protocol protocols
proud prove proved proven proves provide provided provides providing provisions proxy pstream public publish published
publishing pull pupil pupils pure purge purple purpose purposes push put puts putting qualify quality quarter queen
query questions quick quickly quiet quietly quilt quilty quite quote quotes race races racket radial radio radios
radius rail rain raining raise raised raises ran range rank rapture rare rarely rate rather ratio raw reach reached
reaches read readable reader reading reads ready real reality really reason reasonable reasonably reasons rebate
rebates rebuilt recall receive received receives recent recommended reconnect reconnected reconnecting reconnects
record recover recovers recursion recursive recursively red redistribution redistributions redo reduce reductions ref
refer reference referenced references refers refine refined refund refunded refunds refuse regardless region regions
register registered registries registry regress regular reimburse reject relate related relationships relative relax
relay relayed release released releases relevant relied relies rely remain remaining remains remand remit remote
remove removed removes removing rename render rent rental reorder repair repaired repairs repeat replace replaced
replaces replay replaying replicas replies reply repo report reported reports repository represent representation
represented representing represents reproduce request requested requests require required requirements requires
requiring reserve reserved reset resolution resolve resolved resolves resolving resource resources respect
respectively response responses rest restart restarts restoration restore restored restores restoring restriction
result resulting results retain retrieve return returned returning returns reused reuses reverse revoke rice rich ride
ridge right rights ring ringer ringing rings rise risk risks river road roads roaming roast roasted rock rocket role
roles roll roof room rooms root rooted rooter rope roster rough round rounded rounder rout route routed router routes
routine routines routing row rule ruled rules rumble rumor run running runs runtime rush sad safe safely said sail
sailed sake sale salt same sand sane sat satisfy saturday save saved saving saw say says scale scaled scan scanning
scene school schools science scope scoped scopes score screen screens script scripts sea search season seat second
seconds secret section sections security see seek seem seemed seems seen segments select selecting sell semantics semi
semver send sender sending sends sense sensitive sent seoul separate separated separator september sequence sequences
serve served server servers serves service services serving session sessions set sets setting settings setup seven
sever several severe sewers shade shadows shake shall shape share shared sharp she sheet shelf shell shine ship ships
shirt shock shoe shoes shop shopping shops short shorthand shot should shouldn shout show shower shown shows shut sick
side sides sight sign signal signals signature signing silent silently silver similar simple simpler simply since sine
sing singer single sink sister sit site sites sitting situation situations six size skin skip skipped sky slack sleep
sleight slept slice slices slicing slight slightly slights slip slope sloppy slot slow slower slowest slowly small
smaller smell smile smoke smooth sms snap sniff snow so soap social socket soft software sold sole solid solutions
solver some someone something sometimes son song soon sorry sort sorted sound sounds soup source sources south space
spaces spacing spain spare spark sparse speak speaker speakers spec special specific specifically specification
specified specifier specifies specify specifying speech speed speeds spell spend spent spice spike spikes spin spinner
spinning spline split splitting spoke spoken spoon sport spot spread spring sql square src stable stack stacked staff
stage stair stairs stake stall stalls stamp stand standard stands star stars start started starting starts state
statement states static station status stay stayed staying stays steady steal steel step steps stick still stitch
stitches stock stone stood stop stopped stopping stops store stored stores storm story straight straining strand
strange strategy stream streaming street streets stress stretches strict stride string strings strip stripped stroke
strong stronger strongly structure structures student students study stuff stumble style sub subject submit submitted
subscribe subsequent subset substantial success successful successfully such sudden suddenly suffer suffix sugar suit
suitable suite summer sun sunday super supper supple suppler supplied supplier supplies supply support supported
supporting supports suppress sure surely surf swap sweep sweet swim swish switch switched switches symbolic symlink
symlinks sync synopsis syntax sys syslog system systems tab table tables tablet tablets tag tail tailed take taken
takes taking talk talks tall tap tape tarball target task taste tasted tax taxi tea teach teacher team teams tear
tears technical technicans technician technicians teeth television tell tells template temporary ten tender tennis
tenor tent term terminal terminals terminate terms test tested testing tests text texted texting texts than thank
thanks that the theatre their them theme then there therefore these they thick thicket thin thing things think third
thirty this thorough those though thought thousand thread threat three threw throat through throw thunder thursday
thus ticked ticket tickets ticks tidy tie tight till time timeout times timezone timezones tin tiny tips tired title
titles to toast today toe together toggle toilet token tokens told tomorrow tone tongue tonic tonight too tool tooling
tools tooth top topological topology torn total touch touches tough tour toward towards towel tower town towns toy
trace traceback track tracked tracker trade traffic trail trailing train training trains tram translation transports
trapped trash trashed travel tray treat treated tree trees tremor trick tried tries trigger triggers trimmed trimming
trip triple tripping trips trouble truck true trust truth try trying tuesday tumble tuning tuples turn turned turns
twelve twenty twice twitch two type types typical typically typing typology tznames ugly unable unavailable unaware
unchanged uncle undefined under underlying undici unique unit units universal unknown unless unlike unlock unnecessary
unsupported until unwind up update updated updates updating upgraded upgrades uplink uplinks upload uploads upon upper
upset urgent us usable usage use used useful user username users uses using usr usual usually utilities utility
vacation valid validate validation valley value values van var variable variables various vault vaults vaunt vector
vectors vegetable vender venders vendetta vents verifies verify version versions very vetoed via viable vice video
videos vienna view views village villages visit visits visual voice voicemail void volume vote vouched voucher
vouchers wage wait waite waited waiting waits waive waived waiver wake walk walker walks wall wander want wanted wants
war warm warn warned warning warrantee warranties warranty was wash waste wasted watch watching water wave waved waver
waves way ways we weak weaker wear weather web website wedding wednesday week weekend weekends weekly weeks weight
welcome well went were west western wet what whatever wheel when where whether which while white whitespace who whole
whom whose why wicked wide widow widows width wife wiki wild will win wind window windows wine wing winter wire
wireless wise wish with withdraw within without woke woken woman women won wonder wood wool word words work worked
worker workers workflow workflows working works workspace workspaces world worn worry worse worst worth would wound
woven wrap wrapped wrapper writable write writes writing written wrong www year yearly years yellow yes yesterday yet
yield you young your yours zero
"""

KNOWN: frozenset[str] = frozenset(_KNOWN.split())
