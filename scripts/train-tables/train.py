#!/usr/bin/env python3
"""Makes Plugins/Tables/TableWeights.swift. Standard library only; calls swiftc for the trainer.

usage: train.py --bench DIR --names NAMES.json --work DIR [--synthetic 2500] [--seed 1]

DIR holds docs.jsonl.gz and gold.jsonl.gz (README.md, "Data"). Only documents whose licence lets derived numbers be
shipped are read (SOURCES); the rest of the training tables is made up here from word lists, names and numbers.
"""
import argparse, base64, gzip, json, os, random, re, subprocess, sys, textwrap

SOURCES = {
    'hand-written': 'CC0', 'generated': 'CC0', 'digital.gov': 'public domain', 'cisagov+ScubaGear': 'CC0 1.0',
    'kubernetes+community': 'Apache-2.0', '18F+handbook': 'public domain', 'python-peps': 'public domain',
    'MicrosoftDocs+microsoft-style-guide': 'CC BY 4.0, Microsoft', 'MicrosoftDocs+well-architected': 'CC BY 4.0, Microsoft',
}
HERE = os.path.dirname(os.path.abspath(__file__))
PLUGIN = os.path.normpath(os.path.join(HERE, '..', '..', 'Plugins', 'Tables'))

# ---------------------------------------------------------------- word lists, written for this generator
def words(text): return text.split()
NOUNS = words('''access account action activity adoption advice agency agreement aid alarm alert allocation amount analysis animal
answer application approval archive area argument arrival article aspect asset assistance association audit authority average
awareness balance barrier baseline basin battery behavior benefit bridge budget building cable campaign capacity care cargo carrier
case category cause ceremony chain challenge change channel charge child choice church citizen claim clinic coast code collection
college comment commission committee community company complaint component concern concert condition conference conflict connection
consent construction consultation contact container content context contract contribution control convention cooperation cost council
country court coverage crew crime crisis criterion crop culture curriculum customer damage danger data deadline deal debate debt
decision decline deficit delay delivery demand department deposit depot design destination detail development device dialogue diet
difference dinner direction disaster discharge discount discovery disease display dispute distance district diversity document
drainage drought duty earthquake economy education effect efficiency effort election emergency emission employee energy engine
enforcement engineer entrance environment equipment error estimate evaluation event evidence exchange exhibition expansion expense
experience expert export extension facility factor factory failure family farm feature fee feedback ferry festival field figure film
finance fire fish fleet flood floor flow food force forecast forest format foundation framework freight frequency fuel function fund
funding garden gas gate goal governance government grain grant grid ground group growth guidance guide habitat harbor hazard health
hearing heat help highway history holiday home hospital hotel hour house housing human identity image impact import improvement
incident income increase index indicator industry information infrastructure initiative injury innovation input insight inspection
instability institution insurance integration integrity interest interface interview investment invoice island issue item job journal
journey judge justice keyboard kitchen knowledge label labor lake land language launch law layer leader leadership league legacy lesson
level library licence light limit line link list loan location log loss machine mail maintenance management map margin market material
measure mechanism mediation medicine meeting member memory message method migration military mine minister ministry mission mobility
model module monitor monitoring mountain movement museum music nation nature negotiation neighbor network news noise notice number
object objective observation office officer operation operator opinion option order organization origin outcome output outreach oversight
owner package panel paper parent park parking partner partnership party passenger patient pattern payment peace penalty pension
performance period permission permit person phase phone photo plan planning plant platform player point police policy pollution port
position power practice presence pressure price principle priority privacy problem procedure process product production profile program
progress project promotion property proposal protection protest protocol provider province provision publication purchase purpose quality
quantity query question queue quota rail rainfall range rate ratio reason recommendation record recovery reduction reform refugee region
registration regulation relation release reliability relief remedy rent repair report request requirement research reserve resident
resilience resolution resource response responsibility restaurant restriction result retention return revenue review reward right risk
river road role roof room root route routine rule safety salary sale sample sanction schedule scheme school science scope score screen
sea search season seat section sector security sensor sequence series server service session setting settlement shelter shift ship shop
shortage signal site situation size skill society soil solution source space speed sport stability staff stage stakeholder standard
station status step stock storage store storm strategy stream street strength stress strike structure student study style subject
subsidy success summary summit supplier supply support surface surplus survey system target task tax teacher team technique technology
temperature template tenant tension term territory test text theater threat ticket timber time timeline title tool topic tourism town
toxin track trade traffic trail train training transfer transition transport treatment treaty trend trial tribe troop trust tunnel
turbine type union unit update upgrade usage user utility vaccine value variable vehicle vendor venue version vessel video view village
violation violence visa visitor voice volume volunteer vote wage warehouse warning waste water wave weather website welfare window winter
withdrawal witness worker workflow workshop yard yield zone''')
ADJS = words('''active actual additional administrative advanced agricultural annual armed automatic available average basic big black
blue broad central certain cheap civil clean clear coastal cold commercial common complete complex constant critical cultural current
daily dangerous dark deep democratic diplomatic direct domestic dry early eastern easy ecological economic effective efficient
electric electronic emergency enhanced entire essential ethnic excessive exclusive existing experimental external extra fair false
fast federal final financial fixed flexible foreign formal free frequent fresh full general gentle global good green gradual hard
heavy high historical hot human humanitarian important improved inclusive independent indirect individual industrial informal initial
inner internal international joint judicial key large late leading legal legitimate light limited local long low main major manual
marine mass maximum medical mental military minimal minimum minor mobile moderate modern monthly moral municipal mutual narrow
national native natural necessary neutral new northern nuclear official old online open operational optional ordinary organic original
outdated outer overall partial peaceful permanent personal physical political poor popular positive possible potential practical
preventive primary private professional public quick quiet racial rapid rare ready real recent red regional regular related reliable
religious remote renewable residential rich rising rural safe scientific seasonal secondary secret secure senior separate serious severe
shared sharp short significant similar simple single slow small smart social solid southern special specific stable standard steady
stricter strong structural subject sudden sufficient suitable sustainable technical temporary thin tight total traditional transparent
tribal unified unique universal unstable upper urban urgent useful usual valid various verbal vital voluntary vulnerable warm weak weekly
western white whole wide wild wireless wooden young''')
VERBS = words('''accept access achieve add address adjust adopt advise allow analyze announce apply appoint approve arrange assess assign
assist attend avoid back balance ban block boost border build call cancel capture carry cause change check choose claim clean clear
close collect combat commit compare complete conduct confirm connect consider construct contact contain continue control convert
coordinate copy cover create cut deal decide declare decline decrease define delay delete deliver demand deny deploy describe design
detect determine develop direct disable discuss display distribute double draft drive drop edit educate elect eliminate emphasize
enable encourage end enforce engage enhance ensure enter establish evaluate examine exchange exclude expand expect explain explore
export express extend face facilitate fail favor fill filter finance find finish fix focus follow force form fund gain gather generate
give govern grant grow guarantee guide handle help hold host identify ignore implement import improve include increase indicate inform
insist inspect install integrate introduce invest investigate invite involve issue join keep launch lead limit link list load lower
maintain manage map mark measure mediate meet migrate modify monitor move negotiate note notify observe offer open operate oppose order
organize oversee participate pass pay perform permit place plan play point post prepare present preserve prevent print process produce
prohibit promote propose protect provide publish purchase push pursue raise reach read rebuild receive recognize recommend record recover
reduce refer reflect reform refuse register reject release remain remove rename repair replace report represent request require research
reset resist resolve respond restore restrict resume retain return review revise run save schedule search secure seek select send
separate serve set share show shut sign sort split start stop store strengthen study submit supply support suspend sustain take target
teach test track train transfer transport treat trigger turn update upgrade urge use validate verify view visit vote warn watch welcome
widen withdraw work write''')
PLACES = words('''Ashford Belmont Brackwater Calder Dunmore Eastport Fairview Glenwood Harrow Inverley Kingsbury Lakeside Marlow
Newhaven Oakridge Portsea Quarry Ravenna Stonebridge Thornton Upton Valmont Westhaven Yarrow Zelen Aldgate Birchwood Coleford Denby
Elmstead Farnley Granby Holbrook Ilford Jarrow Keld Lindale Merton Norwood Orford Penrith Redcar Selby Tilbury Ulverston Ventnor Wakefield''')
SURNAMES = words('''Abbott Adeyemi Ahmed Alvarez Andersen Bakker Banerjee Barnes Becker Bennett Bianchi Bjork Boateng Carter Castro
Chen Clarke Cohen Costa Cruz Dalton Daniels Dawson Delgado Diaz Dubois Duncan Eriksen Evans Farrell Fernandez Fischer Fleming Foster
Fujita Garcia Gibson Gomez Grant Gupta Haddad Hale Hansen Harper Hayes Hoffman Holt Hughes Ibrahim Ito Ivanov Jansen Jensen Johansson
Kang Kaplan Keller Khan Kim Kowalski Kruger Kumar Larsen Lee Leone Levy Lindgren Lopez Lund Malik Marino Martin Mendes Meyer Moreno
Morgan Mori Murphy Nakamura Nguyen Novak Okafor Olsen Ortega Osman Park Patel Pereira Petrov Popov Quinn Ramos Rao Reyes Ricci Rossi
Sato Schmidt Shah Silva Singh Soto Stein Suzuki Tanaka Taylor Torres Tran Turner Vargas Vega Wagner Walker Wang Weber White Wong
Wright Yamada Yilmaz Young Zhang Zimmer O'Brien O'Connor McCarthy McLean Macdonald de~Vries van~Dijk Fitzgerald St.~James''')
COUNTRIES = [x.replace('~', ' ') for x in words('''Argentina Australia Austria Belgium Brazil Canada Chile China Colombia Croatia Denmark
Egypt Estonia Finland France Germany Ghana Greece Hungary India Indonesia Iran Ireland Israel Italy Japan Kenya Latvia Mexico Morocco
Nepal Netherlands Nigeria Norway Pakistan Peru Poland Portugal Romania Russia Scotland Senegal Serbia Spain Sweden Switzerland Turkey
Uganda Ukraine Uruguay Vietnam Wales South~Africa South~Korea New~Zealand United~States United~Kingdom Costa~Rica Sri~Lanka
Czech~Republic Ivory~Coast Saudi~Arabia Soviet~Union West~Germany Great~Britain''')]
TEAMS = words('''United City Rovers Athletic Wanderers Rangers Town County Tigers Lions Bears Hawks Eagles Sharks Wolves Bulls Kings Giants
Royals Panthers Raiders Warriors Knights Dynamo Sporting Olympic Real''')
MONTHS = words('January February March April May June July August September October November December')
AWARDS = [x.replace('~', ' ') for x in words('''National~Film~Awards Northern~Music~Awards Critics'~Circle~Awards Golden~Lantern~Awards
Harbor~Film~Festival Academy~of~Letters~Prize World~Stage~Awards Independent~Screen~Awards Radio~Choice~Awards Silver~Quill~Awards
Lakeland~International~Film~Festival Young~Artist~Awards People's~Music~Awards Television~Guild~Awards Crystal~Bell~Awards''')]
CATEGORIES = [x.replace('~', ' ') for x in words('''Best~Actor Best~Actress Best~Director Best~Original~Score Best~Screenplay Best~Song
Album~of~the~Year Song~of~the~Year Best~New~Artist Best~Supporting~Actor Best~Supporting~Actress Best~Short~Film Outstanding~Drama~Series
Best~Female~Vocal~Performance Best~Music~Video Favorite~Band Best~Costume~Design Best~Animated~Feature Outstanding~Lead~Actor~in~a~Comedy
Artist~of~the~Year Best~Performance~by~a~Duo~or~Group Lifetime~Achievement Best~Ensemble~Cast Breakthrough~Artist''')]
ROLES = [x.replace('~', ' ') for x in words('''Project~lead Product~owner Security~team Release~manager Platform~engineer Data~steward
Site~manager Program~manager Finance~office Legal~counsel Human~resources System~administrator Support~desk Chief~engineer Field~officer
Communications~lead Volunteer~coordinator Head~of~research Deputy~director Executive~director Quality~lead Procurement~team''')]
SHORT = {
    'level': words('High Medium Low Critical Moderate Severe Minor None'), 'yes': words('Yes No Yes No Partial'),
    'status': ['Active', 'Inactive', 'Planned', 'In progress', 'Complete', 'Completed', 'Pending', 'Pending review', 'Delayed', 'Approved', 'Rejected', 'Under review', 'Open', 'Closed', 'Draft', 'Stable', 'Beta', 'Deprecated', 'On hold', 'Not started', 'Stalled'],
    'result': words('Won Nominated Won Nominated Runner-up Lost Pending'), 'medal': words('Gold Silver Bronze'),
    'wl': words('Win Loss Win Loss Draw'), 'party': ['Liberal', 'Labour', 'Conservative', 'Democratic', 'Republican', 'Green', 'Independent', 'Social Democrats', 'National', "People's Party", 'Reform', 'Farmers and Workers'],
    'pos': ['Goalkeeper', 'Defender', 'Midfielder', 'Forward', 'Linebacker', 'Running back', 'Quarterback', 'Center', 'Guard', 'Pitcher', 'Wing', 'Tackle', 'DF', 'MF', 'FW', 'GK'],
    'lang': words('English French German Spanish Hindi Tamil Arabic Mandarin Japanese Italian Swahili Polish Turkish'),
    'genre': ['Drama', 'Comedy', 'Documentary', 'Thriller', 'Action', 'Folk', 'Jazz', 'Rock', 'Pop', 'Horror', 'Science fiction', 'Animation', 'Hip hop', 'Romance'],
    'surface': ['Clay', 'Hard', 'Grass', 'Carpet', 'Asphalt', 'Gravel', 'Concrete', 'Hard (i)'],
    'dtype': words('String Integer Boolean Number Object Array Switch Float Enum bool int string list'),
    'default': ['None', 'false', 'true', '0', '1', '""', '30s', 'null', '100', 'auto'],
    'freq': ['Daily', 'Weekly', 'Monthly', 'Once a year', 'Every quarter', 'Twice a week', 'Every two weeks', 'Annually', 'Hourly', 'On request', 'Quarterly'],
    'fmt': ['CD', 'LP', 'Digital download', 'Vinyl', 'Cassette', 'Streaming', 'DVD', 'PDF', 'CSV', 'Print', 'Video conference', 'Webinar', 'In person', 'Online'],
    'hab': ['Tree', 'Shrub', 'Herb', 'Vine', 'Grass', 'Forest', 'Wetland', 'Steppe', 'Tundra'],
    'prep': ['Direct', 'Remote', 'Hybrid', 'On-site', 'External', 'Internal', 'Shared', 'Private', 'Public'],
}

class Maker:
    def __init__(self, rng, given, phrases, vocabulary=()):
        self.r, self.given, self.phrases, self.vocabulary = rng, given, phrases, list(vocabulary) or ['data']
    SYLLABLES = words('ka ro mi len dor bra sto vin tal per gor na shi lu mar fen hol ber qua ris zan del tor wen ap ol ing ster mont cor ville ham ley burg sen ski ova ini ez eau ford by wick stad grad pur abad nagar')
    def invented(self): return self.cap(''.join(self.one(self.SYLLABLES) for _ in range(self.r.randint(2, 3))))
    def surname(self): return self.one(SURNAMES).replace('~', ' ') if self.p(.55) else self.invented()
    def town(self): return self.one(PLACES) if self.p(.5) else self.invented()
    def one(self, xs): return self.r.choice(xs)
    def p(self, v): return self.r.random() < v
    # -- pieces
    def noun(self): return self.one(NOUNS) if self.p(.8) else self.one(self.vocabulary)
    def plural(self, n=None):
        n = n or self.noun()
        if n.endswith(('s', 'x', 'ch', 'sh')): return n + 'es'
        if n.endswith('y') and n[-2] not in 'aeiou': return n[:-1] + 'ies'
        return n + 's'
    def nn(self): return self.plural() if self.p(.45) else self.noun()
    def s(self, v):
        if v.endswith(('s', 'x', 'ch', 'sh')): return v + 'es'
        if v.endswith('y') and v[-2] not in 'aeiou': return v[:-1] + 'ies'
        return v + 's'
    def ing(self, v): return (v[:-1] if v.endswith('e') and not v.endswith('ee') else v) + 'ing'
    IRR = {'build': 'built', 'choose': 'chosen', 'deal': 'dealt', 'drive': 'driven', 'find': 'found', 'give': 'given', 'grow': 'grown', 'hold': 'held', 'keep': 'kept', 'lead': 'led', 'meet': 'met', 'pay': 'paid', 'rebuild': 'rebuilt', 'run': 'run', 'seek': 'sought', 'send': 'sent', 'set': 'set', 'show': 'shown', 'shut': 'shut', 'split': 'split', 'take': 'taken', 'teach': 'taught', 'withdraw': 'withdrawn', 'write': 'written', 'cut': 'cut', 'read': 'read', 'oversee': 'overseen'}
    def ed(self, v):
        if v in self.IRR: return self.IRR[v]
        if v.endswith('e'): return v + 'd'
        if v.endswith('y') and v[-2] not in 'aeiou': return v[:-1] + 'ied'
        return v + 'ed'
    def draw(self):
        """a random number that picks a way of wording; a column that keeps to a few of them sets self.habit"""
        if not self.habit or self.p(.1): return self.r.random()
        return self.one(self.habit)
    habit = ()
    def np(self):
        k = self.draw()
        if k < .25: return self.nn()
        if k < .55: return self.one(ADJS) + ' ' + self.nn()
        if k < .75: return self.noun() + ' ' + self.nn()
        if k < .88: return self.nn() + ' ' + self.one(('of', 'for', 'in', 'with', 'to', 'on', 'at', 'from', 'against', 'between', 'by')) + ' ' + (self.one(ADJS) + ' ' if self.p(.3) else '') + self.nn()
        return self.one(ADJS) + ' ' + self.noun() + ' ' + self.nn()
    def vp(self):
        v = self.one(VERBS); k = self.r.random()
        if k < .7: return v + ' ' + self.np()
        if k < .85: return v + ' ' + self.one(('the', 'a', 'all', 'each', 'no', 'any')) + ' ' + self.np()
        return v + ' ' + self.np() + ' ' + self.one(('before', 'after', 'and', 'or', 'to', 'for', 'with', 'during', 'in')) + ' ' + self.np()
    def cap(self, s): return s[:1].upper() + s[1:]
    def title(self, s):
        small = {'of', 'for', 'in', 'with', 'to', 'on', 'at', 'from', 'and', 'or', 'the', 'a', 'by', 'before', 'after', 'no', 'all', 'any', 'each', 'during', 'between', 'against'}
        w = s.split(); return ' '.join(x if i and x in small else self.cap(x) for i, x in enumerate(w))
    def clause(self):
        k = self.draw()
        if k < .18: c = self.vp()
        elif k < .36:
            v = self.vp().split(' ', 1); c = self.s(v[0]) + ' ' + v[1]
        elif k < .5:
            v = self.vp().split(' ', 1); c = self.ed(v[0]) + ' ' + (self.one(('to', 'by', 'in', 'for', 'with', 'on', 'intent to', 'as', 'after', 'until')) + ' ' if self.p(.5) else '') + self.np()
        elif k < .58:
            v = self.vp().split(' ', 1); c = self.ing(v[0]) + ' ' + v[1]
        elif k < .82: c = self.np()
        elif k < .88: c = self.one(('willing', 'ready', 'open', 'able', 'likely', 'free', 'subject', 'committed', 'unable', 'limited', 'opposed')) + ' to ' + self.one((self.np(), self.vp()))
        elif k < .92: c = self.one(('no', 'more', 'fewer', 'less', 'some', 'most', 'two', 'three', 'full', 'all')) + ' ' + self.np()
        elif k < .96: c = self.one(ADJS) + ' and ' + self.one(ADJS)
        else: c = self.one(('should', 'must', 'can', 'may', 'cannot', 'will')) + ' ' + self.vp()
        return c
    # -- cells
    def sentence(self):
        c = self.cap(self.clause())
        if self.p(.12): c += self.one(('; ', ', ', ' and ', ' or ', ', ')) + self.clause()
        elif self.p(.06): c += ', ' + self.nn() + ', ' + self.nn()
        return c
    def long(self):
        c = self.cap(self.clause()) + ' ' + self.one(('so that', 'because', 'when', 'which can', 'and then', 'for', 'to')) + ' ' + self.clause()
        if self.p(.4): c += ' ' + self.one(('in', 'for', 'with', 'across')) + ' ' + self.np()
        return c + ('.' if self.p(.5) else '')
    def phrase(self):
        return self.one(self.phrases) if self.phrases else self.sentence()
    def lower(self): return self.clause() if self.p(.5) else self.np()
    def name(self):
        g = self.cap(self.one(self.given)); s = self.surname(); k = self.r.random()
        if k < .8: return g + ' ' + s
        if k < .86: return g[0] + '. ' + s
        if k < .92: return g + ' ' + chr(65 + self.r.randrange(26)) + '. ' + s
        if k < .95: return s
        return g + ' ' + s + self.one((' Jr.', ' (' + self.one(COUNTRIES)[:3].upper() + ')', ' III', '*', ' (c)'))
    def city(self): return self.town() if self.p(.75) else self.one(('New ', 'Port ', 'North ', 'East ', 'San ', 'Santa ', 'Fort ', 'Mount ', 'Lake ', 'St. ')) + self.one((self.town(), self.surname()))
    def place(self):
        k = self.r.random()
        if k < .5: return self.city()
        if k < .8: return self.city() + ', ' + self.one(COUNTRIES + PLACES)
        return self.one(COUNTRIES)
    def venue(self): return self.one((self.city(), self.surname(), self.title(self.one(ADJS)))) + ' ' + self.one(('Stadium', 'Arena', 'Park', 'Hall', 'Center', 'Field', 'Gardens', 'Ground', 'Speedway', 'Theatre', 'Airport', 'Station', 'Bridge', 'Museum', 'University', 'College', 'High School', 'Church', 'Library'))
    def team(self):
        k = self.r.random()
        if k < .6: return self.city() + ' ' + self.one(TEAMS)
        if k < .75: return self.one(('FC ', 'Real ', 'AC ', 'Dynamo ', 'SV ', 'CD ')) + self.city()
        if k < .9: return self.city()
        return self.city() + ' FC'
    def org(self):
        k = self.r.random()
        if k < .3: return self.one(('Ministry', 'Department', 'Bureau', 'Office', 'Institute', 'Council', 'Agency', 'Board')) + ' of ' + self.title(self.noun() if self.p(.6) else self.np())
        if k < .55: return self.title(self.one(ADJS) + ' ' + self.noun()) + ' ' + self.one(('Agency', 'Council', 'Group', 'Association', 'Foundation', 'Authority', 'Committee', 'Institute', 'Network', 'Fund'))
        if k < .8: return self.surname() + ' ' + self.one(('Corporation', 'Inc.', 'Ltd', 'Group', 'Industries', '& Sons', 'Records', 'Press', 'Pictures', 'Systems', 'Motors', 'Airlines', 'Foods'))
        return self.title(self.one(ADJS) + ' ' + self.plural())
    def work(self):
        k = self.r.random()
        if k < .3: t = 'The ' + self.title(self.np())
        elif k < .6: t = self.title(self.np())
        elif k < .8: t = self.title(self.clause())
        elif k < .9: t = self.cap(self.one(self.given))
        else: t = self.title(self.noun()) + ' ' + self.one(('II', '2', 'and Me', 'for Two', 'in Love', 'of the Dead', '(Live)', 'Forever', 'Tonight'))
        return '"' + t + '"' if self.quoted else t
    def date(self):
        d, m, y = self.r.randint(1, 28), self.one(MONTHS), self.r.randint(1950, 2026)
        return {0: f'{d} {m} {y}', 1: f'{m} {d}, {y}', 2: f'{y}-{MONTHS.index(m)+1:02d}-{d:02d}', 3: f'{d} {m[:3]} {y}', 4: f'{m} {y}', 5: f'{m} {d}', 6: f'{d}/{MONTHS.index(m)+1}/{y}', 7: f'{d} {m}'}[self.dfmt]
    def num(self): 
        k = self.scale
        return f'{int(10 ** self.r.uniform(0, k)):,}' if self.comma else str(int(10 ** self.r.uniform(0, k)))
    def dec(self): return f'{self.r.uniform(0, 10 ** self.r.randint(0, 2)):.{self.dp}f}'
    def pct(self): return (f'{self.r.uniform(0, 100):.1f}%' if self.p(.6) else f'{self.r.randint(0, 100)}%')
    def money(self): return self.cur + (f'{self.r.randint(1, 999)},{self.r.randint(0, 999):03d}' if self.p(.4) else f'{self.r.uniform(1, 99):.2f}' if self.p(.4) else str(self.r.randint(1, 900))) + (self.one((' million', ' billion', 'k', 'm')) if self.p(.1) else '')
    def score(self): return f'{self.r.randint(0, 9)}{self.dash}{self.r.randint(0, 9)}' if self.p(.8) else f'{self.r.randint(40, 120)}{self.dash}{self.r.randint(40, 120)}'
    def sets(self): return ', '.join(f'{self.r.randint(0, 7)}{self.dash}{self.r.randint(0, 7)}' for _ in range(self.r.randint(2, 3)))
    def time(self): return f'{self.r.randint(0, 59)}:{self.r.randint(0, 59):02d}' + (f'.{self.r.randint(0, 99):02d}' if self.p(.3) else '')
    def ordn(self, i=None):
        n = i or self.r.randint(1, 30); return str(n) + ('th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th'))
    def qty(self): return f'{self.num()} {self.unit}'
    def code(self): return self.one((lambda: self.noun() + '_' + self.noun(), lambda: self.noun() + self.title(self.noun()), lambda: '--' + self.noun() + '-' + self.noun(), lambda: '`' + self.noun() + '`', lambda: self.cap(self.noun()) + self.cap(self.noun()), lambda: self.noun() + '.' + self.noun() + '.' + self.one(('yaml', 'json', 'py', 'go')), lambda: self.noun() + '-' + self.noun() + '-' + str(self.r.randint(1, 9)), lambda: '/' + self.noun() + '/' + self.noun()))()
    def url(self): return 'https://' + self.noun() + '.example.org/' + self.noun() if self.p(.5) else '@' + self.noun() + self.noun()
    def role(self):
        k = self.r.random()
        return 'Himself' if k < .06 else 'Herself' if k < .1 else self.one(('Dr. ', 'Captain ', 'Mrs. ', 'Detective ', 'Uncle ', '')) + self.name() if k < .6 else self.cap(self.one(self.given)) if k < .9 else 'The ' + self.title(self.noun())
    def species(self): return self.cap(self.one(('lami', 'ros', 'pic', 'quer', 'sal', 'cerv', 'fal', 'acip', 'bet', 'mal')) + self.one(('us', 'a', 'um', 'ella', 'inus'))) + ' ' + self.one(('alba', 'nigra', 'montana', 'vulgaris', 'major', 'minor', 'borealis', 'aquatica', 'robusta'))
    def version(self): return self.one(('v', '')) + f'{self.r.randint(0, 9)}.{self.r.randint(0, 20)}' + (f'.{self.r.randint(0, 9)}' if self.p(.5) else '')
    def initials(self): return ''.join(chr(65 + self.r.randrange(26)) for _ in range(self.r.randint(2, 4)))
    def listing(self): return ', '.join(self.one((self.noun, self.np, lambda: self.one(COUNTRIES), self.name))() for _ in range(self.r.randint(2, 3)))
    def start(self):
        self.quoted = self.p(.4); self.dfmt = self.r.choices(range(8), [5, 4, 2, 1, 2, 2, 1, 2])[0]; self.comma = self.p(.6); self.scale = self.one((1, 2, 3, 4, 5, 6)); self.dp = self.r.randint(1, 3)
        self.cur = self.one(('$', '€', '£', '$', 'US$')); self.dash = self.one(('–', '-', '–', ':')); self.unit = self.one(('km', 'm', 'kg', 'hours', 'years', 'days', 'points', 'people', 'miles', 'minutes', 'ft', 'MW', 'votes', 'acres', 'GB', 'seats', 'weeks')); self.year0 = self.r.randint(1930, 2020); self.pools = {}
    # -- columns: header choices, cell maker, how many distinct values
    COLS = {
        'name': ('Name|Player|Winner|Author|Artist|Director|Nominee|Recipient|Candidate|Driver|Rider|Head Coach|Manager|Owner|Contact|President|Actor|Singer|Champion|Runner-up|Opponent|Captain|Host|Composer|Producer|Editor|Speaker|Officer|Member|Athlete|Governor|Incumbent|Coach|Swimmer|Representative|Chairman|Point of contact|Lead|Name of mayor|Maintainer|Chair', 'name', 0),
        'country': ('Country|Nation|Nationality|Country of origin|Team|Host nation|Home country|Host Country', 'country', 0),
        'place': ('Location|City|Place|Venue|Town|Hometown|Host City|Site|Municipality|Headquarters|Birthplace|Region|Destination|Port|Parish|Base', 'place', 0),
        'venue': ('Venue|Stadium|School|Institution|College|Ground|Station|Building|University|Airport|Circuit|Home ground|Site', 'venue', 0),
        'team': ('Team|Club|Home team|Away team|Opponent|Opposition|Franchise|Current club|Opposing team|Winning team|Losing team|NFL Team|Club team', 'team', 0),
        'org': ('Organization|Agency|Company|Publisher|Label|Institution|Manufacturer|Network|Operator|Sponsor|Provider|Employer|Vendor|Partner|Studio|Broadcaster|Record label|Constructor', 'org', 0),
        'year': ('Year|Season|Built|Opened|Founded|Since|Year of release|Draft year|Released|Established|Year completed', 'year', 0),
        'yrange': ('Season|Years|Period|Term|Tenure|Years active|Service years|Term of office', 'yrange', 0),
        'date': ('Date|Release date|Opened|Deadline|Start date|End date|Due date|Died|Born|Date of birth|Opening Date|Took office|Left office|First aired|Original air date|Launch Date|Effective date|Updated|Expected by', 'date', 0),
        'num': ('Population|Votes|Points|Total|Goals|Attendance|Wins|Losses|Games|Matches|Seats|Passengers|Number|Count|Capacity|Visitors|Tickets sold|Yards|Runs|Laps|Enrollment|Staff|Users|Caps|Played|Apps|Appearances|Sales|No. of seats|Number of users|Total votes|GP|Pts|Units sold|Households|Members|Copies|Berths Before|Berths After|Downloads|Monthly users|Last Year|This Year|Beds', 'num', 0),
        'dec': ('Rating|Average|Area (km2)|Score|Value|Avg.|Index|Ratio|Magnitude|GDP|Density|Speed|Viewers (millions)|Size|Elevation|Weight|Average Score', 'dec', 0),
        'pct': ('%|Percentage|Share|Change|Rate|Swing|Growth|Turnout|Success rate|Pct|Percent|% of vote|Market share|Annual change', 'pct', 0),
        'money': ('Cost|Price|Budget|Revenue|Salary|Prize|Prize money|Purse ($)|Fee|Amount|Gross|Funding|Monthly cost|Total Cost|Estimated cost|Earnings|Ticket Price', 'money', 0),
        'rank': ('Rank|No.|#|Pos|Position|Place|Pick|Round|Week|Day|Step|Episode|Track|Stage|Seed|Lane|Chapter|ID|Phase', 'rank', 0),
        'score': ('Score|Result|Record|Aggregate|Final score|W–L|Score in final', 'score', 0),
        'sets': ('Score|Score in the final', 'sets', 0),
        'time': ('Time|Duration|Length|Running time|Best time|Start|Run time', 'time', 0),
        'ordn': ('Position|Place|Rank|Finish|Result|Standing', 'ordn', 0),
        'qty': ('Distance|Height|Duration|Weight|Depth|Capacity|Length|Output|Half-life|Age limit|Time Frame|Billable time|Minimum hours', 'qty', 0),
        'work': ('Title|Song|Film|Album|Single|Book|Episode title|Nominated work|Work|Show|Series|Game|Play|Nominee / work|Event|Television show|Track|Poem|Project|Feature|Course', 'work', 0),
        'award': ('Award|Ceremony|Festival|Association|Event|Competition|Organization|Award ceremony', 'award', 3),
        'category': ('Category|Award|Prize|Nominated for|Award category', 'category', 0),
        'role': ('Role|Character|Part|Played by', 'role', 0),
        'owner': ('Owner|Responsible|Role|Team|Responsible Party|Lead|Audience|Who|Assigned to|Stakeholder|Accountable|Approver|Support contact', 'ownercell', 0),
        'sentence': ("Description|Notes|Purpose|Action|Impact|Benefit|Recommendation|Mitigation|Response|Main Concern|Proposed Remedy|Current Rule|New Rule|Use|Meaning|Reason|Details|Remarks|Outcome|Effect|Example|Control|Guidance|Usage|Requirement|What it does|When to use|Why it matters|Next Step|Key Findings|Expected Outcome|Responsibility|Suggested Action|Government Response|Council's Position|Residents' View|Union's Demand|Current Approach|Part in Recovery|Actions Taken|Effect on Prices|How to apply|Comment|Comments|Explanation|Official Position|Recommended Steps|Stance|Main Objective|Strategy|Advantages|Drawbacks|Long-term Effect|Concerns Raised|What to measure|What it tells you|Definition|Resolution|Proposed Change|Expected Result|Level of Support|Focus|Measures Taken|Reported Effect|Contribution|Position on Reform|Company's Answer|Minister's Reply|Planned Response|Objections", 'sentence', 0),
        'titlep': ("Issue|Topic|Aspect|Area|Sector|Challenge|Factor|Theme|Subject|Measure|Policy Area|Public Concern|Key Issue|Item|Feature|Component|Service|Indicator|Objective|Initiative|Program|Priority|Principle|Risk|Threat|Category|Field|Domain|Concern|Key Point|Focus Area|Policy Issue|Main Challenge|Goal|Milestone|Proposal|Point of Dispute", 'titlep', 0),
        'titlev': ("Position|Stance|Response|Approach|Outcome|Current Status|Proposal|Demand|Government Stance|Opposition Stance|Industry Position|Expected Outcome|Action|View|Regional Stance|Council Position|Union Demand|Company Response|Recommendation|Policy Response|Progress|Local View|Party Line|Official Response|Reaction|Commitment", 'titlev', 0),
        'group': ('Stakeholder|Actor|Group|Party|Partner|Audience|Participant|Side|Sector|Role|User Group|Interest Group|Beneficiary', 'group', 0),
        'lower': ('Description|Notes|meaning|Uses|description|Remarks|Value|Purpose|value|Usage|Action', 'lower', 0),
        'long': ('Description|Details|Summary|Explanation|Recommendation|Notes|Benefit|Guidance|Rationale|Scenario', 'long', 0),
        'phrase': ('Description|Resource|Topic|Name|Notes|Example|Subject|Text|Title', 'phrase', 0),
        'code': ('Name|Command|Parameter|Field|Variable|Option|Key|File|Flag|Function|Label|Setting|Property|Attribute|Method|Path|Module|Argument|Environment variable|Column|Package|Endpoint|API|Policy ID|Image', 'code', 0),
        'url': ('Link|URL|Website|GitHub|Contact|Handle|Slack|Source|Official website', 'url', 0),
        'species': ('Species|Scientific name|Binomial name|Latin name', 'species', 0),
        'version': ('Version|Release|Kubernetes version|Supported since|Minimum version', 'version', 0),
        'initials': ('Code|IATA|Abbreviation|Symbol|Acronym|Class|Station|Call sign|Abbr.', 'initials', 0),
        'listing': ('Members|Examples|Countries|Sources|Includes|Parts|Tools|Languages|Other Locations|Guests|Participants|Products', 'listing', 0),
        'nouncap': ('Type|Resource|Unit|Material|Product|Crop|Method|Item|Asset|Subject|Source|Tool|Ingredient|Animal|Metric|Department|Work week', 'nouncap', 0),
        'level': ('Severity|Priority|Risk|Level|Impact|Likelihood|Risk Level|Effort|Urgency|Confidence', 'level', 3), 'yes': ('Required|Mandatory|Optional|Included|Supported|Default|Active|Required?|Available|Enabled', 'yes', 0),
        'status': ('Status|State|Condition|Current Status|Stage|Progress|Phase', 'status', 4), 'result': ('Result|Outcome|Status', 'result', 0), 'medal': ('Medal|Award|Prize', 'medal', 0),
        'wl': ('Result|Res.|Outcome|Decision', 'wl', 0), 'party': ('Party|Political party|Affiliation|List', 'party', 0), 'pos': ('Position|Pos.|Pos', 'pos', 0), 'lang': ('Language|Original language|Languages', 'lang', 0),
        'genre': ('Genre|Type|Style', 'genre', 0), 'surface': ('Surface|Track type', 'surface', 0), 'dtype': ('Type|Data type|Kind', 'dtype', 0), 'default': ('Default|Value|Default value|Example', 'default', 0),
        'freq': ('Frequency|Schedule|Interval|How often|Review Cycle', 'freq', 0), 'fmt': ('Format|Formats|Medium|Delivery', 'fmt', 0), 'hab': ('Habitat|Form|Growth habit', 'hab', 0), 'prep': ('Mode|Access|Visibility|Scope', 'prep', 0),
    }
    SCHEMAS = [x.split() for x in ('year work role', 'year work role sentence', 'year award category result', 'year award category work result', 'year work award result', 'titlep sentence sentence', 'titlep sentence sentence', 'titlep titlev titlev', 'titlep titlev titlev', 'group sentence sentence', 'group sentence sentence', 'titlep titlep titlep', 'titlep sentence', 'group titlev', 'group titlep sentence', 'titlep status date', 'titlep level sentence', 'titlep num num pct', 'place num num date',
        'place num num', 'rank name country time', 'rank name team num', 'rank team num num num', 'date team score venue', 'rank team name pos venue', 'year team num num dec', 'season' if 0 else 'yrange team num num', 'wl date name sets surface', 'date place surface name score', 'year medal place name', 'party name num pct', 'name party num pct', 'rank work name time', 'rank work name date dec', 'code sentence', 'code dtype default sentence', 'code lower', 'code dtype lower', 'code yes long', 'titlep long', 'sentence long', 'nouncap sentence', 'nouncap qty num',
        'name titlep date', 'name yrange sentence', 'country num pct', 'country medal medal medal' if 0 else 'country num num num num', 'year name team', 'year country name score name', 'work year org', 'work name org year', 'name pos team num', 'version date sentence', 'titlep owner freq', 'sentence owner date', 'phrase sentence', 'phrase owner status', 'group titlep titlep', 'venue place year', 'venue place num', 'initials sentence', 'initials org place', 'species hab place', 'org place year num', 'org titlep money', 'titlep money date', 'date sentence place', 'time work name', 'titlep yes yes', 'code code sentence', 'nouncap lower', 'name url place', 'level sentence sentence', 'titlep freq sentence', 'titlep sentence level', 'ordn name team', 'year ordn team', 'titlep titlev', 'titlep titlev titlev status', 'status sentence', 'titlep listing', 'rank sentence owner', 'group sentence date', 'nouncap pct pct', 'country titlev titlep', 'country sentence sentence', 'org sentence sentence', 'team name venue num', 'date name role', 'titlep group sentence', 'titlep sentence group')]
    def cell(self, c, i):
        if c == 'rank': return str(i + self.rank0) if not self.p(.02) else '-'
        if c == 'year': return str(self.year0 + (i * self.ystep if self.p(.85) else self.r.randint(0, 10)))
        if c == 'yrange':
            y = self.year0 + i * max(1, self.ystep); return f'{y}{"–" if self.dash == "–" else "-"}' + (str(y + 1)[2:] if self.p(.8) else str(y + self.r.randint(1, 9)))
        if c == 'country': return self.one(COUNTRIES)
        if c == 'award': return self.one(AWARDS)
        if c == 'category': return self.one(CATEGORIES)
        if c == 'owner': return self.one(ROLES) if self.p(.6) else self.title(self.one(ROLES)) if self.p(.4) else self.cap(self.plural(self.one(('engineer', 'manager', 'student', 'resident', 'developer', 'volunteer', 'officer', 'teacher', 'operator', 'agency'))))
        if c == 'titlep': return self.title(self.np())
        if c == 'titlev':
            k = self.draw()
            if k < .2: return self.title(self.one(ADJS) + ' ' + self.nn())
            if k < .32: return self.title(self.nn() + ' ' + self.one(('pending', 'welcome', 'underway', 'possible', self.ed(self.one(VERBS)), self.ed(self.one(VERBS)), self.one(ADJS), self.ing(self.one(VERBS)))))
            if k < .5: return self.title(self.one(('should', 'must', 'will', 'may', 'cannot')) + ' ' + self.one(VERBS)) if self.p(.4) else self.title(self.s(self.one(VERBS)) + ' ' + self.np())
            if k < .62: return self.title(self.one(('open', 'opposed', 'committed', 'ready', 'willing', 'subject', 'linked', 'limited')) + ' to ' + self.nn())
            return self.title(self.clause())
        if c == 'group':
            k = self.draw()
            if k < .3: return self.title(self.one(ADJS) + ' ' + self.plural(self.one(('government', 'organization', 'agency', 'country', 'community', 'council', 'operator', 'worker', 'family', 'partner', 'union', 'investor', 'resident', 'school', 'court'))))
            if k < .5: return self.title(self.one(NOUNS) + ' ' + self.plural(self.one(('owner', 'operator', 'worker', 'group', 'council', 'authority', 'user', 'provider', 'agency'))))
            if k < .65: return self.one(COUNTRIES)
            if k < .8: return self.title(self.plural(self.one(('resident', 'farmer', 'student', 'tenant', 'driver', 'teacher', 'donor', 'investor', 'volunteer', 'regulator', 'citizen'))))
            return self.org()
        if c == 'nouncap': return self.cap(self.nn())
        if c == 'place' : return self.place() if self.p(.4) else self.city()
        if c in SHORT: return self.one(SHORT[c])
        return getattr(self, {'ordn': 'ordn'}.get(c, c))()
    def table(self):
        self.start(); self.rank0 = 1 if self.p(.8) else self.r.randint(1, 40); self.ystep = self.one((0, 1, 1, 1, 2, 4))
        if self.p(.72): cols = list(self.one(self.SCHEMAS))
        else: cols = [self.one(list(self.COLS)) for _ in range(self.r.choices((2, 3, 4, 5, 6), (2, 5, 5, 3, 2))[0])]
        if self.p(.12) and len(cols) < 6: cols.insert(self.r.randint(0, len(cols)), self.one(('num', 'pct', 'date', 'year', 'sentence', 'status', 'name', 'place', 'money')))
        n = min(12, max(2, int(self.r.gauss(5.5, 2.6)))); body = []; pools = {}
        for i, c in enumerate(cols):
            # many columns repeat a few values
            k = self.COLS[c][2] or (self.r.randint(1, 3) if self.p(.12) and c not in ('rank', 'year') else 0)
            if k: pools[i] = [self.cell(c, j) for j in range(k)]
        habits = [[self.r.random() for _ in range(self.r.randint(1, 2))] if self.p(.2) else () for _ in cols]
        def cell(j, c, i):
            if j in pools: return self.one(pools[j])
            self.habit = habits[j]; x = self.cell(c, i); self.habit = (); return x
        for i in range(n): body.append([cell(j, c, i) for j, c in enumerate(cols)])
        head = []
        for c in cols:
            h = self.one(self.COLS[c][0].split('|')); t = 0
            while h in head and t < 9: h = self.one(self.COLS[c][0].split('|')); t += 1
            if self.p(.18): h = self.one((self.title(self.noun()) + ' ' + h, h + ' ' + self.title(self.noun()), self.title(self.one(ADJS)) + ' ' + h, self.one(PLACES + COUNTRIES) + self.one(("'s ", '’s ')) + h))
            if self.p(.05) and c in ('sentence', 'titlep', 'titlev', 'group', 'long'): h = self.title(self.np())
            head.append(h)
        st = self.r.random()
        if st < .15: head = [h[:1] + h[1:].lower() if not h.isupper() else h for h in head]
        elif st < .2: head = [h.lower() for h in head]
        elif st < .23: head = [h.upper() for h in head]
        if self.p(.1) and len(cols) > 2:
            for r in body:
                if self.p(.4): r[self.r.randrange(1, len(cols))] = self.one(('', '', '-', 'N/A', '—'))
        if self.p(.1):
            body = [[x.replace("'", '’') for x in r] for r in body]; head = [x.replace("'", '’') for x in head]
        return head, body
    # -- lines that are not tables
    def bad(self):
        k = self.one(('names', 'headlines', 'menu', 'timeline', 'poem', 'dialogue', 'contents', 'address', 'refs', 'ingredients', 'paras', 'facts', 'calendar', 'code', 'steps', 'scores', 'tags', 'credits'))
        n = self.r.randint(3, 14); r = self.r
        self.start()
        if k == 'names': return [self.name() if self.p(.8) else self.name() + ', ' + self.np() for _ in range(n)]
        if k == 'headlines': return [self.title(self.one((self.clause(), self.np() + ' ' + self.clause(), self.one(COUNTRIES) + ' ' + self.s(self.one(VERBS)) + ' ' + self.np()))) for _ in range(n)]
        if k == 'menu': return [self.title(self.one((self.noun(), self.plural(), self.np()))) for _ in range(n)]
        if k == 'timeline':
            sep = self.one((' - ', ': ', ' – ', ' ')); y = r.randint(1900, 2010); o = []
            for _ in range(n): y += r.randint(0, 6); o.append(str(y) + sep + self.one((self.sentence, self.work, self.team, self.name, self.long))())
            return o
        if k == 'poem': return [self.cap(self.clause()) + self.one(('', ',', ';', '.', ',')) if self.p(.8) else 'And ' + self.clause() + self.one((',', '.', '')) for _ in range(n)]
        if k == 'dialogue':
            o = []; ns = [self.one(self.given).upper() for _ in range(3)]
            for _ in range(n // 2 + 1): o.append(self.one(ns)); o += [self.cap(self.clause()) + self.one((',', '.', '?', '')) for _ in range(r.randint(1, 3))]
            return o
        if k == 'contents': return (['Contents'] if self.p(.6) else []) + [f'{i + 1} {self.cap(self.np())}' + (f' {r.randint(1, 200)}' if self.p(.2) else '') for i in range(n)]
        if k == 'address':
            o = []
            for _ in range(r.randint(1, 4)): o += [self.org(), f'{r.randint(1, 300)} {self.one(PLACES)} {self.one(("Street", "Road", "Avenue", "Lane"))}', f'{self.city()} {self.initials()} {r.randint(1, 99)}'] + ([f'Phone: {r.randint(100, 999)} {r.randint(100, 999)} {r.randint(1000, 9999)}'] if self.p(.5) else []) + ([''] if self.p(.7) else [])
            return o
        if k == 'refs': return [self.one(('"' + self.title(self.np()) + '". ' + self.org() + '. Retrieved ' + self.date() + '.', self.name() + ' (' + str(r.randint(1950, 2024)) + '). ' + self.title(self.np()) + '. ' + self.org() + '.')) for _ in range(n)]
        if k == 'ingredients': return [f'{r.randint(1, 500)} {self.one(("g", "ml", "cups", "tbsp", "tsp", ""))} {self.np()}'.replace('  ', ' ') + (', ' + self.ed(self.one(VERBS)) if self.p(.3) else '') for _ in range(n)]
        if k == 'paras': return [self.cap(self.clause()) + ' ' + self.one(('and', 'while', 'because', 'so', 'after')) + ' ' + self.clause() + ' ' + self.one(('in', 'of', 'with')) + ' ' + self.np() + '.' if self.p(.75) else self.cap(self.np()) for _ in range(n)]
        if k == 'facts': return [self.title(self.np()) + self.one((' - ', ': ')) + self.one((self.name, self.qty, self.date, self.place, self.sentence))() for _ in range(n)]
        if k == 'calendar':
            o = list('MTWTFSS') if self.p(.5) else ['M T W T F S S']; 
            return o + ([str(i + 1) for i in range(30)] if len(o) > 1 else [' '.join(str(7 * w + d + 1) for d in range(7)) for w in range(4)])
        if k == 'code': return [self.one((f'{self.noun()} = {self.noun()}({self.noun()})', f'if {self.noun()} == nil {{', '}', f'return {self.noun()}', f'for {self.noun()} in {self.plural()}:', f'{self.noun()}.{self.noun()}("{self.noun()}")')) for _ in range(n)]
        if k == 'steps': return [f'{i + 1}. {self.sentence()}.' for i in range(n)]
        if k == 'scores': return [f'{self.team()} {self.score()} {self.team()}' for _ in range(n)] if self.p(.3) else [self.name() + ' ' + self.score() for _ in range(n)]
        if k == 'tags': return [self.noun() for _ in range(n)]
        return [self.title(self.one(('directed by', 'written by', 'music by', 'edited by', 'photo by'))) + ' ' + self.name() for _ in range(n)]

# ---------------------------------------------------------------- documents
def flat_row(head, rows):
    """lines and word counts; None when a line would be ambiguous"""
    lines, counts = [], []
    for r in [head] + rows:
        t = [c.split() for c in r]
        if not sum(map(len, t)): return None
        lines.append(' '.join(' '.join(c) for c in t if c)); counts.append([len(c) for c in t])
    if 0 in counts[0] or max(sum(c) for c in counts) > 58: return None
    return lines, counts

class Document:
    def __init__(self): self.lines, self.tables = [], []
    def add(self, lines): self.lines += lines
    def rows(self, head, rows):
        f = flat_row(head, rows)
        if f: self.tables.append({'start': len(self.lines), 'counts': f[1]}); self.add(f[0])
    def cells(self, head, rows, gap):
        if any(not c for c in head): return
        at = []
        for r in [head] + rows:
            q = []
            for c in r:
                if c: q.append(len(self.lines)); self.lines.append(' '.join(c.split()))
                else: q.append(-1)
            at.append(q)
            if gap: self.lines.append('')
        if gap: self.lines.pop()
        self.tables.append({'rows': at})
    def object(self, fold, weight): return {'text': '\n'.join(self.lines), 'fold': fold, 'weight': weight, 'tables': self.tables}

def surround(d, m, prose, table):
    """one table, or a list that is none, between prose, headings and bullets, often without a blank line"""
    k = m.r.random()
    for _ in range(m.r.randint(1, 2)): d.add([m.one(prose), ''])
    if m.p(.35): d.add([m.title(m.clause()), ''])
    if k < .3: d.add([('  • ' if m.p(.6) else '- ') + m.sentence() for _ in range(m.r.randint(2, 5))] + ([] if m.p(.7) else ['']))
    elif k < .4: d.add([m.one(prose)])
    elif k < .5: d.add([m.title(m.np())])
    elif k < .58: d.add([m.cap(m.clause()) + ':'])
    table()
    k = m.r.random()
    if k < .7: d.add([''])
    elif k < .8: d.add([m.title(m.np()), ''])
    d.add([m.one(prose), ''])
    if m.p(.5): d.add([m.title(m.clause()), '', m.one(prose)])

def synthetic(m, prose):
    d = Document(); k = m.r.random()
    if k < .2: surround(d, m, prose, lambda: d.add(m.bad()))
    else:
        for _ in range(1 if m.p(.85) else 3):
            h, b = m.table()
            if m.p(.62): surround(d, m, prose, lambda: d.rows(h, b))
            else:
                if m.p(.8): b = [[x or '-' for x in r] for r in b]
                gap = m.p(.15); surround(d, m, prose, lambda: d.cells(h, b, gap))
    return d

def clean(s): return re.sub(r'\s+', ' ', re.sub(r'!?\[([^\[\]]*)\]\([^()]*\)', r'\1', re.sub(r'[`*]|<[^<>]*>', '', s))).strip()

def real(docs, gold):
    """documents of the bench that may be used, and tables of them flattened both ways"""
    out, tables, prose = [], [], []
    for g in gold:
        if g['source'] not in SOURCES and not (g['kind'] == 'neg-text' and g['source'] in SOURCES): continue
        t = docs[g['id']].get('text')
        for x in g['tables']:
            if x.get('header') and x['rows'] and 2 <= len(x['header']) <= 6: tables.append(([clean(c) for c in x['header']], [[clean(c) for c in r] for r in x['rows'][:14]]))
        prose += [p for p in g['prose'] if 60 < len(p) < 900]
        if t is None or g['kind'] not in ('flat-row', 'flat-cell', 'neg-text'): continue
        d = Document(); d.lines = t.split('\n'); ok = True
        for x in g['tables']:
            free = {tuple(q) for q in x['copies']}; R = [x['header']] + [[('' if (i, j) in free else c) for j, c in enumerate(r)] for i, r in enumerate(x['rows'])]
            found = locate(d.lines, R, g['kind'])
            if found: d.tables.append(found)
            else: ok = False
        if ok: out.append(d)
    return out, tables, prose

def locate(lines, rows, kind):
    if kind == 'flat-row':
        want = [' '.join(' '.join(c.split()) for c in r if c.strip()) for r in rows]
        flat = [' '.join(l.split()) for l in lines]
        for i in range(len(flat)):
            if flat[i:i + len(want)] == want: return {'start': i, 'counts': [[len(c.split()) for c in r] for r in rows]}
        return None
    flat = [' '.join(l.split()) for l in lines]; want = [' '.join(c.split()) for r in rows for c in r]
    full = [w for w in want if w]
    for i in range(len(flat)):
        if not full or flat[i] != full[0]: continue
        j, at = i, []
        for r in rows:
            q = []
            for c in r:
                c = ' '.join(c.split())
                if not c: q.append(-1); continue
                while j < len(flat) and not flat[j]: j += 1
                if j >= len(flat) or flat[j] != c: break
                q.append(j); j += 1
            else: at.append(q); continue
            break
        if len(at) == len(rows): return {'rows': at}
    return None

def phrases(prose):
    out = []
    for p in prose:
        for part in re.split(r'[.;:!?()]\s*', p):
            w = part.split()
            if 2 <= len(w) <= 8 and w[0][:1].isalpha(): out.append(part[:1].upper() + part[1:])
    return out or ['Open data']

def vocabulary(prose):
    return sorted({w for p in prose for w in re.findall(r'(?<![\w-])[a-z]{4,12}(?![\w-])', p)})

def build(bench, names, count, seed, path):
    op = lambda f: gzip.open(os.path.join(bench, f), 'rt', encoding='utf8')
    docs = {d['id']: d for d in map(json.loads, op('docs.jsonl.gz'))}; gold = [json.loads(l) for l in op('gold.jsonl.gz')]
    rng = random.Random(seed); real_docs, tables, prose = real(docs, gold); m = Maker(rng, names['given'], phrases(prose), vocabulary(prose))
    out = []
    for i, d in enumerate(real_docs): out.append(d.object(i % 2, 3))
    # the same tables again in other surroundings; a table stays in one fold
    tables = [t for t in tables if len(t[1]) > 1]
    for i, (h, b) in enumerate(tables):
        for copy in range(3):
            d = Document(); rows = b if copy == 0 else rng.sample(b, min(len(b), rng.randint(2, 12)))
            if copy < 2: surround(d, m, prose, lambda: d.rows(h, rows))
            else: surround(d, m, prose, lambda: d.cells(h, [[x or '-' for x in r] for r in rows], rng.random() < .15))
            out.append(d.object(sum(map(ord, ''.join(h))) % 2, 1))
    for i in range(count): out.append(synthetic(m, prose).object(i % 2, .7))
    with open(path, 'w', encoding='utf8') as f:
        for o in out: f.write(json.dumps(o, ensure_ascii=False) + '\n')
    print(len(real_docs), 'real documents,', len(tables), 'real tables,', len(prose), 'paragraphs,', len(out), 'documents in all')

# ---------------------------------------------------------------- the resource file
def pack(model):
    """Little-endian parts: counts as u32; keys as differences, seven bits a byte, each with an i8 weight in 1/32; weights in
    1/4096 as i32; trees in preorder (a leaf is -1 and its value); bit sets"""
    import struct
    f = model['features']; b = bytearray()
    f = [(int(k), max(-127, min(127, round(v * 32)))) for k, v in f]; f = sorted(x for x in f if x[1])
    b += struct.pack('<I', len(f))
    last = 0
    for k, v in f:
        d, last = k - last, k
        while d > 127: b.append(d & 127 | 128); d >>= 7
        b.append(d); b += struct.pack('<b', v)
    for part in ('row', 'header'): b += struct.pack('<I', len(model[part])) + b''.join(struct.pack('<i', round(v * 4096)) for v in model[part])
    b += struct.pack('<I', len(model['choosers']))
    for trees in model['choosers']:
        b += struct.pack('<I', len(trees))
        for t in trees:
            for field, limit, _ in t: b += struct.pack('<bb', field, limit) if field < 0 else struct.pack('<bh', field, limit)
    for part in ('names', 'places'): b += struct.pack('<I', len(model[part])) + bytes(model[part])
    return bytes(b)

HEADER = '''// Weights of flattened tables: data, made by scripts/train-tables/train.py; do not edit.
//
// Provenance. Trained on tables made up by that script and on tables and pages of these sources:
%s
// Names: given names of the United States census (public domain); names of countries, states and large cities.
// No text of the sources is kept: a feature is a 24-bit hash with a weight.

extension TableModel {
  static let packed = """
'''
def write(model, path):
    data = pack(model); text = base64.b64encode(data).decode()
    src = '\n'.join(f'// - {k}: {v}' for k, v in SOURCES.items())
    with open(path, 'w') as f:
        f.write(HEADER % src); f.write('\\\n'.join('    ' + x for x in textwrap.wrap(text, 94))); f.write('\n    """\n}\n')
    print(path, len(data), 'bytes,', len(text), 'as text')

def main():
    a = argparse.ArgumentParser(); a.add_argument('--bench', required=True); a.add_argument('--names', required=True); a.add_argument('--work', required=True)
    a.add_argument('--synthetic', type=int, default=2500); a.add_argument('--seed', type=int, default=1); a.add_argument('--pack-only', action='store_true'); o = a.parse_args()
    data, model, exe = (os.path.join(o.work, x) for x in ('train.jsonl', 'model.json', 'trainer'))
    if not o.pack_only:
        build(o.bench, json.load(open(o.names)), o.synthetic, o.seed, data)
        sources = [os.path.join(PLUGIN, x) for x in sorted(os.listdir(PLUGIN)) if x.endswith('.swift')]
        subprocess.check_call(['swiftc', '-O', '-wmo', '-swift-version', '6', '-parse-as-library', *sources, *(os.path.join(HERE, x) for x in sorted(os.listdir(HERE)) if x.endswith('.swift')), '-o', exe])
        subprocess.check_call([exe, data, o.names, model])
    write(json.load(open(model)), os.path.join(PLUGIN, 'TableWeights.swift'))
if __name__ == '__main__': main()
