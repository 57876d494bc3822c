"""Names of months and of days of the week, whole and as they are cut short, in the languages that spreadsheets write."""
# ruff: noqa: RUF001 -- signs that look like others are what this is about

_MONTHS = (
    """
    january jan januar jän jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia sty январь января
    янв січень січня січ leden ledna január januára januarja ianuarie ian ocak oca tammikuu tammikuuta tammi jaanuar
    ιανουαρίου ιαν януари gener ינואר يناير
    """,
    """
    february feb februar févr fév février febrero febbraio fevereiro fev februari luty lutego lut февраль февраля фев
    февр лютий лютого лют únor února úno február februára februarja februarie şubat şub helmikuu helmikuuta helmi
    veebruar φεβρουαρίου φεβ февруари febrer פברואר فبراير
    """,
    """
    march mar märz mär mrz mars marzo março maart mrt marzec marca март марта мар березень березня бер březen března bře
    marec március márc martie mart maaliskuu maaliskuuta maalis märts marts maret μαρτίου μαρ març מרץ مارس
    """,
    """
    april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр квітень квітня кві duben dubna dub
    apríl apríla aprila április ápr aprilie nisan nis huhtikuu huhtikuuta huhti aprill απριλίου απρ април אפריל أبريل
    """,
    """
    may mai mayo maggio mag maio mei maj maja май мая травень травня тра květen května kvě máj mája május mayıs toukokuu
    toukokuuta touko μαΐου μαΐ maig מאי مايو
    """,
    """
    june jun juni juin junio giugno giu junho czerwiec czerwca cze июнь июня июн червень червня чер červen června čvn
    jún júna junij junija június iunie iun haziran haz kesäkuu kesäkuuta kesä juuni ιουνίου ιουν юни juny יוני يونيو
    """,
    """
    july jul juli juillet juil julio luglio lug julho lipiec lipca lip июль июля июл липень липня лип červenec července
    čvc júl júla julij julija július iulie iul temmuz tem heinäkuu heinäkuuta heinä juuli ιουλίου ιουλ юли juliol יולי
    يوليو
    """,
    """
    august aug août aoû agosto ago augustus augusti sierpień sierpnia sie август августа авг серпень серпня сер srpen
    srpna augusta augusztus avgust avgusta ağustos ağu elokuu elokuuta elo agustus αυγούστου αυγ agost אוגוסט أغسطس
    """,
    """
    september sept sep septembre septiembre settembre set setembro wrzesień września wrz сентябрь сентября сен сент
    вересень вересня вер září septembra szeptember szept septembrie eylül eyl syyskuu syyskuuta syys σεπτεμβρίου σεπ
    септември setembre ספטמבר سبتمبر
    """,
    """
    october oct oktober okt octobre octubre ottobre ott outubro out październik października paź октябрь октября окт
    жовтень жовтня жов říjen října říj október októbra oktobra octombrie ekim eki lokakuu lokakuuta loka oktoober
    οκτωβρίου οκτ октомври אוקטובר أكتوبر
    """,
    """
    november nov novembre noviembre novembro listopad listopada lis ноябрь ноября ноя нояб листопад листопада лис
    listopadu novembra noiembrie kasım kas marraskuu marraskuuta marras νοεμβρίου νοε ноември נובמבר نوفمبر
    """,
    """
    december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia gru декабрь декабря дек
    грудень грудня гру prosinec prosince decembra decembrie aralık ara desember des joulukuu joulukuuta joulu detsember
    δεκεμβρίου δεκ декември desembre דצמבר ديسمبر
    """,
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
_DAYS = (
    "monday mon",
    "tuesday tue tues",
    "wednesday wed",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
WEEKDAYS = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
_PASSED_OVER = """
montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so lundi lun mardi mer
mercredi jeudi jeu vendredi ven samedi sam dimanche dim lunes martes mié miércoles jue jueves vie viernes sáb sábado
dom domingo lunedì martedì mercoledì gio giovedì venerdì sab sabato domenica segunda terça ter quarta qua quinta qui
sexta sex feira måndag mån tisdag tis onsdag ons torsdag tor tors fredag fre lördag lör söndag sön mandag man tirsdag
tir lørdag lør søndag søn maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo poniedziałek
wtorek wt środa śr czwartek czw piątek pt sobota sob niedziela niedz the den el le de of st nd rd th er º г р r del
"""
PASSED_OVER = frozenset(_PASSED_OVER.split())  # beside a day that is told in full: its weekday, what goes with figures
