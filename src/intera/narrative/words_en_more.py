"""More English words no text may hold, phrase by phrase; those with a safe form or a pattern stand elsewhere.

Data only, part of the rules of `words_en`: phrases are parted by commas. Source: PRODUCT rule E and
section 6; design GUIDE section 4; the words are our own.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import ALWAYS, WordRule

_CONFIRMED = 90

_FILLER = """
on the case, well in hand, taken care of, under control, you matter to us, customers first, put you first, care about
you, care deeply, thank you for your trust, thank you for your loyalty, feel with you, take this to heart, hear your
concerns, in good time, watch this page, come to our attention, draw your attention, wish to advise, proud of our
network, our passion, top concern, flat out, all our strength, rest safe in the knowledge, hard at work, everything we
can, everything in our power, all we can, leaving no stone unturned, no stone unturned, absolute priority, number one
priority, appreciate your business, take this seriously, takes this seriously, taking this seriously, takes quality
seriously, extremely seriously, in due time, in a timely manner, in a timely fashion, our earliest convenience,
commitment to providing, pride ourselves, moving forward, world class, best in class, state of the art, cutting edge,
customer satisfaction, your experience is, understand how frustrating, understand your frustration, share your
frustration, continued support, continuing support, continued loyalty, technical difficulties, teething problems,
teething troubles, unforeseen circumstances, beyond our control, outside our control, at this point in time, at this
moment in time, it goes without saying, goes without saying, needless to say, hereby inform, we would like to inform,
wish to inform, all hands on deck, sparing no effort, our best people, best people, best minds, best experts, finest
engineers, giving it our all, give it our all, doing our best, do our best, our very best, 110 percent, twenty-four
seven, dedicated team, team of experts, expert team, watch this space, more to follow, more news to follow, we hear
you, your call is important, important to us, matters to us, means a lot to us, lessons learned, learn lessons, learn
our lesson, continuous improvement, continuously improve, industry leading, leading provider, highest standards,
second to none, our customers come first, customers come first, customer focus, customer centric, going the extra
mile, extra mile, our thoughts are with, we feel your pain, in safe hands, in good hands, on top of it, on top of
things, we are on it, we're on it, full steam, full speed, full throttle, pulling out all the stops, all the stops,
burning the midnight oil, midnight oil, with all hands, hands on deck, all available resources, all our resources,
best efforts, best endeavours, best endeavors, reasonable efforts, please rest assured, you can be sure, please be
assured, for your convenience, sit tight, hang tight, hang in there, hold tight, it is what it is, these things
happen, things happen, such is life, part and parcel, working feverishly, deeply committed, fully committed, strongly
committed, committed to you, at your service, valuable feedback, tirelessly, feverishly, relentlessly, wholeheartedly,
unwavering, thrilled, seamless, seamlessly, robust, non-stop, nonstop, tireless, brightest, sincerest, frantically,
steadfast, delighted
"""
# Courtesy, or merely stiff: an approver may want it.
_COURTESY = """
please stand by, please hang on, please stay with us, night and day, day and night, appreciate your cooperation,
sincere apologies, sincerely apologise, deeply regret, deeply sorry, regret to inform, please be advised, please take
note, kindly note, please be informed, keep you posted, round the clock, bearing with us, bear with me
"""
_MINIMISER = """
isolated case, no need to worry, nothing to worry, nothing dramatic, out of the ordinary, not so bad, not too bad, not
very serious, not the end of the world, could be worse, could have been worse, might have been worse, no real impact,
no real harm, no real problem, no harm done, scarcely noticeable, hardly worth, barely worth, slightly slower, a bit
slow, a little slow, small bump, bump in the road, minor bump, minor disruption, small disruption, slight disruption,
mere formality, blowing it up, much ado, a fuss about, hardly notice, will not even notice, should not bother, nobody
was hurt, nobody really, short lived, little more than, nothing more than, trivial fix, easily fixed, easily solved,
easily resolved, garden variety, normal wear, run of the mill, happens all the time, happens to everyone, happens to
everybody, par for the course, we have seen worse, seen worse, hardly an outage, not really an outage, a storm in, in
a teacup, drop in the ocean, drop in the bucket, tiny fraction, small minority, tiny minority, tiny percentage, low
impact, little impact, limited impact, minimal impact, negligible impact, next to no, next to nothing, almost nobody,
hardly a soul, barely a ripple, silly little, stupid little, little thing, small thing, tiny thing, child's play, walk
in the park, piece of cake, one-off, short-lived, fleeting, trifling, trifle, marginally, inconsequential, minuscule,
miniscule, microscopic, infinitesimal, piffling, paltry, overblown, exaggerated, exaggeration, overreact,
overreacting, overreaction, laughable, molehill, peanuts, unimportant, unremarkable, immaterial, cosmetic, nuisance
"""
_PROMISE = """
you have my word, give you my word, cross my heart, believe us, in a minute, give us five minutes, one more hour, will
be fine, it will be quick, won't be long, won't take long, not be long, not take long, is fixed forever, be no repeat,
cannot come back, can't come back, end is near, stake our name, by tomorrow all, no later than tonight, never return,
never returns, nothing more will happen, from now on, rely on it, depend on it, bet on it, word of honour, mark my
words, take our word, no matter what, come what may, whatever happens, whatever it takes, by the end of today, before
you know it, blink of an eye, immediately fixed, shall be fixed, resolved today, will be solved, will have it,
services fixed, can not happen, won't recur, won't happen, never happen, won't happen again, never ever, never recur,
never fail, once and for all, no more outages, no further problems, problem free, trouble free, fault free, hassle
free, runs perfectly, like clockwork, like new, better than ever, better than before, stronger than ever, good as new,
100 percent, hundred percent, 100% uptime, hundred percent uptime, zero risk, risk free, nothing can go wrong, nothing
will go wrong, cannot go wrong, can't go wrong, cannot fail, can't fail, never fails, rock solid, cast iron, be sure
it, service back by, back to normal tonight, up and running soon, on the dot, in record time, record time, lightning
fast, lightning speed, overnight fix, quick recovery, speedy recovery, speedy resolution, swift recovery, fast fix, a
day or two, morning latest, flawless, flawlessly, faultlessly, impeccably, foolproof, failsafe, fail-safe,
bulletproof, watertight, rock-solid, ironclad, cast-iron, hassle-free, trouble-free, problem-free, fault-free,
error-free, jiffy, pledge, solemnly, assurances, speedy
"""
_CERTAINTY = """
beyond the shadow, shadow of a doubt, reasonable doubt, beyond reasonable doubt, zero question, zero doubt, without
any doubt, without the slightest, slightest doubt, not the slightest, for a fact, for a certainty, absolutely clear,
am certain, 100% certain, know exactly, full well, common knowledge, a proven fact, proven fact, established fact,
hard fact, fact of the matter, matter of fact, dead certain, dead sure, hundred percent certain, percent sure,
evidence shows, evidence proves, cannot be anything else, nobody can deny, no one can deny, nobody doubts, no one
doubts, make no mistake, take it from us, believe you me, you can be certain, you can be sure, rest certain, final
word, finally fixed, perfectly back, everybody back, is now over, the problem is gone, is gone for good, no longer
any, no doubt about it, truth be told, hand on heart, one hundred percent, is sure to be, never in doubt, crystal
clear, plain as day, clear as day, clear cut, open and shut, set in stone, carved in stone, a done deal, done deal,
surely, assuredly, doubtless, doubtlessly, undeniably, undeniable, irrefutable, irrefutably, incontrovertible,
conclusively, conclusive, categorically, unequivocally, unequivocal, indubitably, unmistakably, unmistakable,
infallible, infallibly, irrevocably, decidedly, unreservedly, unconditionally, cocksure, clear-cut, indisputable,
incontestable, evidently, inevitably, absolutely
"""
_CREDIT = """
paid back, pay back, pay it back, get money, at no cost, no cost to you, free of cost, bill reduction, reduced bill,
lower your bill, lower bill, off your bill, off your next, bill credit, account credit, invoice credit, credit note,
credit notes, credits will be, automatic credits, applied credit, apply a credit, make it up to you, make up for it,
make amends, free data, gift voucher, gift vouchers, bonus data, data bonus, extra data, half price, won't be charged,
not be charged, will not be billed, don't have to pay, need not pay, nothing to pay, pay nothing, zero charge, claim
compensation, pay for this, pay damages, penalty payment, contract penalty, discount code, cash back, cash payment,
token payment, lump sum, bill will be, account will be, invoice will be lower, bill adjustment, adjust your bill,
adjusted bill, per cent off, fee waived, fees waived, free subscription, subscription free, subscription fee,
cashback, payout, payouts, restitution, goodwill, compensate, compensated, compensating, recompense, reimburse,
reimbursed, reimbursing, refunded, refunding, liable, liability, entitlement, entitled, coupons, coupon, waiving,
waives
"""
_INTERNAL_STEP = """
going back to the old version, old version, standby unit, stand-by unit, second line, back office, lab test, frozen
all changes, problem record, duty manager, field team, revert, reverting, reverted, digging up, our dashboards, called
in the experts, backing out, backed out, rebooting the box, rebooting equipment, cold restart, hot patch, applied a
patch, apply a patch, emergency patch, emergency change, patch applied, swapping parts, drain traffic, traffic
drained, session table, packet trace, log analysis, system logs, core dump, core dumps, crash dump, failed segment,
splicing crew, remote hands, field force, field engineer, opened a case, raised a ticket, opened a ticket, logged a
ticket, crisis call, situation room, crisis team, tiger team, swat team, first line support, l3 support, tier 1, on
call engineer, pager duty, duty engineer, shift lead, shift change, standby team, stand-by team, cab approval,
maintenance script, ran a script, incident review, five whys, 5 whys, backup path, back-up path, secondary path,
redundant path, alternate path, alternative path, monitoring system, alarm system, alarms show, alarms fired, alarm
storm, spare part, run book, work order, work orders, job ticket, in our queue, internal review, teams channel,
ticketing system, migration script, bug fix, code fix, root access, console access, ssh session, restoring from
backup, db restore, run diagnostic, loopback test, test bench, debug mode, vendor call, vendor engineer, supplier
call, joint call, management call, senior management, upper management, board meeting, playbook, workorder, triage,
triaged, triaging, otdr, traceroute, telnet, reseat, reseated, reseating, reconfigure, reconfiguration, reprovision,
reprovisioned, reprovisioning, re-provision, failback, hot-patch, bugfix, escalated, escalating, pager, paged,
pagerduty, oncall, call-out, on-call, power-cycle, power-cycled, power-cycling, handover, cutover
"""
_NETWORK_WORD = """
transport ring, spanning tree, route leak, route leaks, routes withdrawn, route withdrawal, bgp session, peering
session, trunk group, supervisor card, patch cord, patch lead, patch cable, splice closure, cross connect, last mile,
local loop, copper pair, twisted pair, switching centre, virtual router, storage array, disk array, san fabric, syslog
server, crc errors, error counters, interface errors, dropped packets, link flap, broadcast storm, duplex mismatch,
signaling storm, microwave hop, radio mast, cell id, carrier aggregation, backhaul link, macro cell, small cell, small
cells, transmission node, dsl port, pon port, olt port, vpn concentrator, aaa server, authentication server,
provisioning server, home location register, subscriber database, subscriber register, charging system, billing
system, crm system, noc user plane, management plane, ims core, voice core, mobile core, evolved packet, soft switch,
media gateway, session border, border controller, call control, application server, interface card, line interface,
port card, ethernet port, fibre pair, fiber pair, dark fibre, dark fiber, submarine cable, subsea cable, undersea
cable, landing station, server room, equipment room, machine room, data hall, firewall rule, firewall rules, access
list, qos policy, route map, congested link, link saturation, saturated link, bandwidth exhausted, capacity
bottleneck, single point of failure, replication lag, split brain, kernel panic, memory leak, buffer overflow, cpu
load, firmware version, ios version, lacp, ldp, vxlan, vrf, sfp, sfps, qsfp, cwdm, otn, sdh, sonet, roadm, edfa, onu,
msan, docsis, hfc, cgnat, bts, rru, bbu, udm, pcf, cscf, sbc, sbcs, ss7, smsc, mmsc, 5gc, vnf, nfv, ebgp, ibgp, l2tp,
pppoe, icmp, ipsec, netconf, subnet, subnets, chassis, rectifier, rectifiers, transceiver, transceivers, multiplexer,
multiplexers, concentrator, splitter, splitters, manhole, manholes, fronthaul, femtocell, picocell, softswitch,
hypervisor, flapping, resolvers, repeaters, amplifiers, trunks, crc
"""
_ALARM_WORD = """
to its knees, on its knees, to a standstill, ground to a halt, dead in the water, off the rails, worst ever, worst
outage, epic fail, red alert, code red, total loss, nobody can call, nothing works, nothing is working, all services
down, all systems down, critical outage, major incident, massive failure, chaos everywhere, up in flames, crash and
burn, crashed and burned, lost control, out of hand, ticking time bomb, time bomb, train wreck, life threatening,
lives at risk, lives in danger, cut off from the world, the outside world, cut off completely, completely cut off,
totally cut off, knocked offline, severely broken, collapse, collapses, collapsing, crisis, devastating, devastated,
devastation, horrible, horrific, horrendous, terrible, terribly, awful, shocking, shocked, appalling, dire, paralysed,
paralyzed, paralysis, standstill, haywire, imploded, implosion, exploded, explosion, ruined, destroyed, destruction,
wrecked, shattered, fiasco, debacle, mayhem, turmoil, pandemonium, bedlam, anarchy, apocalypse, apocalyptic, doomsday,
armageddon, catastrophically, cataclysm, cataclysmic, calamity, calamitous, tragedy, tragic, kaput, hopeless,
hopelessly, desperate, desperately, alarming, alarmingly, terrifying, frightening, dreadful, ghastly, mayday,
breakdown, flatlined, meltdowns, doomed, shambles, scandal, scandalous, disgrace, disgraceful, carnage, trainwreck,
cripples, massively, unusable, crashing
"""
_BLAME = """
got it wrong, got it badly wrong, we slipped up, broke it ourselves, did this to ourselves, an own goal, own goal, not
careful enough, could have been avoided, was avoidable, should have seen, should have tested, should have checked,
should have prevented, did not check our, did not do our, did not do their, did not do his, did not do her, failed to
renew, failed to see, failed to act, failed to react, failed to warn, left hand did not, who did it, who did this, one
who did this, could not cope, were overwhelmed, was overwhelmed, our own people, our own staff, own doing, human
failure, cut corners, wrong click, bad communication, against advice, without permission, without approval, horrible
job, touched the wrong, fat fingers, finger trouble, lapse in judgement, made a mess, a right mess, complete mess,
what a mess, shot ourselves, out to lunch, badly trained, poorly trained, reacted too late, acted too late, reacted
too slowly, were responsible for this, responsible for the outage, themselves to blame, only have themselves, formal
warning, disciplinary action, heads will roll, head will roll, heads must roll, their eye off, eye off the ball, did
not pay attention, paid no attention, not paying attention, sloppy planning, wrong decision, wrong decisions, bad
decision, bad decisions, bad planning, bad management, internal blunder, its own fault, self inflicted, bungled,
bungling, bungle, botch, botching, bodged, fumbled, mishandled, mishandling, misjudged, misjudgement, misjudgment,
miscalculated, miscalculation, miscommunication, unprofessional, amateurish, inattention, inattentive,
inattentiveness, carelessly, negligently, foolishly, stupidly, cock-up, screw-up, slip-up, foul-up, goof, goofed,
clueless, ineptitude, culpable, self-inflicted, reprimanded, messed, screwed, accidentally, mistakenly, wrongly,
forgetful, recklessly, workmanship, drunk, overworked, understaffed
"""
_SUPPLIER = """
subcontractor's fault, substandard product, flawed product, defective product, defective products, defective batch,
faulty batch, faulty parts, faulty delivery, legal action, breach of contract, broke the contract, broke their
contract, contract breach, pursue them, hold the supplier, contractor responsible, hardware vendor, software vendor,
equipment vendor, network vendor, vendor side, vendor support, vendor fix, vendor patch, vendor software, vendor
equipment, vendor issue, vendor release, vendor hardware, supplier side, supplier issue, supplier release, partner
side, partner issue, partner route, partner link, partner equipment, partner carrier, carrier side, carrier issue,
carrier network, foreign operator, foreign carrier, visited network, home network operator, interconnect partner,
interconnect provider, interconnect carrier, transit provider, transit carrier, upstream network, wholesale provider,
wholesale supplier, network partner, hosting partner, offshore team, external contractor, external contractors,
external company, external firm, external supplier, external vendor, external provider, external partner, sub
contractor, contract workers, contract staff, agency staff, agency workers, lawsuit, suing, subcontracted, outsourced,
offshore, outsourcing
"""
_THIRD_PARTY = """
building owner, property owner, land owner, property manager, building manager, truck driver, lorry driver, bus
driver, neighbouring network, national grid, grid operator, grid company, power utility, power plant, power station,
fire brigade, fire department, military exercise, phone company, internet provider, network operator, service
provider, tower company, infrastructure company, cable company, rail operator, cyber criminals, excavation company,
excavation crew, road crew, road crews, road workers, roadworks contractor, street works, works department, an outside
party, outside party, outside company, external party, outside parties, some other company, somebody else, someone
else, a third company, landlord, competitor, competitors, farmer, farmers, regulator, neighbour, neighbours,
firefighters, arson, burglary, thief, trespassers, saboteur, strike, union, terrorists, protesters, motorist, railway,
government, municipality, authority, insurance, facebook, netflix, cloudflare, microsoft, amazon, google, apple,
akamai, grid, utility, utilities, builder, driver
"""


def _rule(
    rule: str, reason: str, phrases: str, *, level: GuardLevel = GuardLevel.MUST_CHANGE, until: int = ALWAYS
) -> WordRule:
    found = tuple(" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip())
    return WordRule(rule, level, reason, found, until_percent=until)


MORE_RULES: tuple[WordRule, ...] = (
    _rule("filler", "Says nothing. Give the outcome and the time of the next update.", _FILLER),
    _rule(
        "filler",
        "A courtesy that says nothing. Decide whether it helps the reader.",
        _COURTESY,
        level=GuardLevel.CHECK,
    ),
    _rule("minimiser", "Makes it sound smaller than customers feel it. Remove.", _MINIMISER),
    _rule("promise", "A promise without basis. Say what we expect, and when the next update comes.", _PROMISE),
    _rule("certainty", "More certain than our evidence.", _CERTAINTY, until=_CONFIRMED),
    _rule(
        "credit",
        "Promises money. Billing and Collections decides. If asked, say: if a credit applies, it will be on your bill.",
        _CREDIT,
    ),
    _rule("internal_step", "Internal step. Say the outcome.", _INTERNAL_STEP),
    _rule("network_word", "Network or device word. Say what customers notice.", _NETWORK_WORD),
    _rule("alarm_word", "Alarms the reader. Say what customers notice.", _ALARM_WORD),
    _rule("blame", "Blames people. Say the outcome.", _BLAME),
    _rule("supplier", "Points at a supplier or partner. Remove.", _SUPPLIER),
    _rule(
        "third_party",
        "Speaks of somebody else. Decide whether this may be said.",
        _THIRD_PARTY,
        level=GuardLevel.CHECK,
    ),
)
