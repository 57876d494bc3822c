"""Names of months and of days of the week, whole and as they are cut short, in the languages that spreadsheets write."""

_MONTHS = (
    "january jan januar jän jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia sty",
    "february feb februar févr fév février febrero febbraio fevereiro fev februari luty lutego lut",
    "march mar märz mär mrz mars marzo março maart mrt marzec marca",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi",
    "may mai mayo maggio mag maio mei maj maja",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip",
    "august aug août aoû agosto ago augustus augusti sierpień sierpnia sie",
    "september sept sep septembre septiembre settembre set setembro wrzesień września wrz",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź",
    "november nov novembre noviembre novembro listopad listopada lis",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia gru",
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
