// Made by Scripts/generate-dialects/generate_dialects.py; do not edit.
// The keywords are facts taken from gherkin-languages.json of the wheel gherkin-official 42.0.1
// (Cucumber Ltd, Gaspar Nagy, Björn Rasmusson, Peter Sergeant and contributors; MIT licence).
// swift-format-ignore-file

/// Every dialect as one line of text, read only when a dialect is asked for.
///
/// Fields are parted by tabs: language, English name, own name, then the keywords, parted by bars, of
/// rule, background, scenario, scenarioOutline, examples, given, when, then, and, but, feature. Step keywords keep their space.
enum DialectTable {
  static let text: StaticString = #"""
af	Afrikaans	Afrikaans	Reël|Reel	Agtergrond	Voorbeeld|Situasie	Situasie Uiteensetting	Voorbeelde	* |Gegewe 	* |Wanneer 	* |Dan 	* |En 	* |Maar 	Funksie|Besigheid Behoefte|Vermoë
am	Armenian	հայերեն	Rule	Կոնտեքստ	Օրինակ|Սցենար	Սցենարի կառուցվացքը	Օրինակներ	* |Դիցուք 	* |Եթե |Երբ 	* |Ապա 	* |Եվ 	* |Բայց 	Ֆունկցիոնալություն|Հատկություն
an	Aragonese	Aragonés	Rule	Antecedents	Eixemplo|Caso	Esquema del caso	Eixemplos	* |Dau |Dada |Daus |Dadas 	* |Cuan 	* |Alavez |Allora |Antonces 	* |Y |E 	* |Pero 	Caracteristica
ar	Arabic	العربية	Rule	الخلفية	مثال|سيناريو	سيناريو مخطط	امثلة	* |بفرض 	* |متى |عندما 	* |اذاً |ثم 	* |و 	* |لكن 	خاصية
ast	Asturian	asturianu	Rule	Antecedentes	Exemplo|Casu	Esbozu del casu	Exemplos	* |Dáu |Dada |Daos |Daes 	* |Cuando 	* |Entós 	* |Y |Ya 	* |Peru 	Carauterística
az	Azerbaijani	Azərbaycanca	Rule	Keçmiş|Kontekst	Nümunə|Ssenari	Ssenarinin strukturu	Nümunələr	* |Tutaq ki |Verilir 	* |Əgər |Nə vaxt ki 	* |O halda 	* |Və |Həm 	* |Amma |Ancaq 	Özəllik
be	Belarusian	Беларуская	Правілы	Кантэкст	Сцэнарый|Cцэнар	Шаблон сцэнарыя|Узор сцэнара	Прыклады	* |Няхай |Дадзена 	* |Калі 	* |Тады 	* |I |Ды |Таксама 	* |Але |Інакш 	Функцыянальнасць|Фіча
bg	Bulgarian	български	Правило	Предистория	Пример|Сценарий	Рамка на сценарий	Примери	* |Дадено 	* |Когато 	* |То 	* |И 	* |Но 	Функционалност
bm	Malay	Bahasa Melayu	Rule	Latar Belakang	Senario|Situasi|Keadaan	Kerangka Senario|Kerangka Situasi|Kerangka Keadaan|Garis Panduan Senario	Contoh	* |Diberi |Bagi 	* |Apabila 	* |Maka |Kemudian 	* |Dan 	* |Tetapi |Tapi 	Fungsi
bs	Bosnian	Bosanski	Rule	Pozadina	Primjer|Scenariju|Scenario	Scenariju-obris|Scenario-outline	Primjeri	* |Dato 	* |Kada 	* |Zatim 	* |I |A 	* |Ali 	Karakteristika
ca	Catalan	català	Rule	Rerefons|Antecedents	Exemple|Escenari	Esquema de l'escenari	Exemples	* |Donat |Donada |Atès |Atesa 	* |Quan 	* |Aleshores |Cal 	* |I 	* |Però 	Característica|Funcionalitat
cs	Czech	Česky	Pravidlo	Pozadí|Kontext	Příklad|Scénář	Náčrt Scénáře|Osnova scénáře	Příklady	* |Pokud |Za předpokladu 	* |Když 	* |Pak 	* |A také |A 	* |Ale 	Požadavek
cy-GB	Welsh	Cymraeg	Rule	Cefndir	Enghraifft|Scenario	Scenario Amlinellol	Enghreifftiau	* |Anrhegedig a 	* |Pryd 	* |Yna 	* |A 	* |Ond 	Arwedd
da	Danish	dansk	Regel	Baggrund	Eksempel|Scenarie	Abstrakt Scenario	Eksempler	* |Givet 	* |Når 	* |Så 	* |Og 	* |Men 	Egenskab
de	German	Deutsch	Rule|Regel	Grundlage|Hintergrund|Voraussetzungen|Vorbedingungen	Beispiel|Szenario	Szenariogrundriss|Szenarien	Beispiele	* |Angenommen |Gegeben sei |Gegeben seien 	* |Wenn 	* |Dann 	* |Und 	* |Aber 	Funktionalität|Funktion
el	Greek	Ελληνικά	Rule	Υπόβαθρο	Παράδειγμα|Σενάριο	Περιγραφή Σεναρίου|Περίγραμμα Σεναρίου	Παραδείγματα|Σενάρια	* |Δεδομένου 	* |Όταν 	* |Τότε 	* |Και 	* |Αλλά 	Δυνατότητα|Λειτουργία
em	Emoji	😀	Rule	💤	🥒|📕	📖	📓	* |😐	* |🎬	* |🙏	* |😂	* |😔	📚
en	English	English	Rule	Background	Example|Scenario	Scenario Outline|Scenario Template	Examples|Scenarios	* |Given 	* |When 	* |Then 	* |And 	* |But 	Feature|Business Need|Ability
en-Scouse	Scouse	Scouse	Rule	Dis is what went down	The thing of it is	Wharrimean is	Examples	* |Givun |Youse know when youse got 	* |Wun |Youse know like when 	* |Dun |Den youse gotta 	* |An 	* |Buh 	Feature
en-au	Australian	Australian	Rule	First off	Awww, look mate	Reckon it's like	You'll wanna	* |Y'know 	* |It's just unbelievable 	* |But at the end of the day I reckon 	* |Too right 	* |Yeah nah 	Pretty much
en-lol	LOLCAT	LOLCAT	Rule	B4	MISHUN	MISHUN SRSLY	EXAMPLZ	* |I CAN HAZ 	* |WEN 	* |DEN 	* |AN 	* |BUT 	OH HAI
en-old	Old English	Englisc	Rule	Aer|Ær	Swa	Swa hwaer swa|Swa hwær swa	Se the|Se þe|Se ðe	* |Thurh |Þurh |Ðurh 	* |Bæþsealf |Bæþsealfa |Bæþsealfe |Ciricæw |Ciricæwe |Ciricæwa 	* |Tha |Þa |Ða |Tha the |Þa þe |Ða ðe 	* |Ond |7 	* |Ac 	Hwaet|Hwæt
en-pirate	Pirate	Pirate	Rule	Yo-ho-ho	Heave to	Shiver me timbers	Dead men tell no tales	* |Gangway! 	* |Blimey! 	* |Let go and haul 	* |Aye 	* |Avast! 	Ahoy matey!
en-tx	Texas	Texas	Rule 	Lemme tell y'all a story	All hat and no cattle	Serious as a snake bite|Busy as a hound in flea season	Now that's a story longer than a cattle drive in July	Fixin' to |All git out 	Quick out of the chute 	There’s no tree but bears some fruit 	Come hell or high water 	Well now hold on, I'll you what 	This ain’t my first rodeo|All gussied up
eo	Esperanto	Esperanto	Regulo	Fono	Ekzemplo|Scenaro|Kazo	Konturo de la scenaro|Skizo|Kazo-skizo	Ekzemploj	* |Donitaĵo |Komence 	* |Se 	* |Do 	* |Kaj 	* |Sed 	Trajto
es	Spanish	español	Regla|Regla de negocio	Antecedentes	Ejemplo|Escenario	Esquema del escenario	Ejemplos	* |Dado |Dada |Dados |Dadas 	* |Cuando 	* |Entonces 	* |Y |E 	* |Pero 	Característica|Necesidad del negocio|Requisito
et	Estonian	eesti keel	Reegel	Taust	Juhtum|Stsenaarium	Raamjuhtum|Raamstsenaarium	Juhtumid	* |Eeldades 	* |Kui 	* |Siis 	* |Ja 	* |Kuid 	Omadus
fa	Persian	فارسی	قانون	زمینه|پیش زمینه|مقدمات	مثال|سناریو	الگوی سناریو	نمونه ها	* |با فرض |فرض کنید |با در نظر گرفتن 	* |هنگامی |وقتی 	* |آنگاه |سپس |انتظار می رود 	* |و 	* |اما 	ویژگی|قابلیت
fi	Finnish	suomi	Rule	Tausta	Tapaus	Tapausaihio	Tapaukset	* |Oletetaan 	* |Kun 	* |Niin 	* |Ja 	* |Mutta 	Ominaisuus
fr	French	français	Règle	Contexte	Exemple|Scénario	Plan du scénario|Plan du Scénario	Exemples	* |Soit |Sachant que |Sachant qu'|Sachant |Etant donné que |Etant donné qu'|Etant donné |Etant donnée |Etant donnés |Etant données |Étant donné que |Étant donné qu'|Étant donné |Étant donnée |Étant donnés |Étant données 	* |Quand |Lorsque |Lorsqu'	* |Alors |Donc 	* |Et que |Et qu'|Et 	* |Mais que |Mais qu'|Mais 	Fonctionnalité
ga	Irish	Gaeilge	Riail	Cúlra	Sampla|Cás	Cás Achomair	Samplaí	* |Cuir i gcás go |Cuir i gcás nach |Cuir i gcás gur |Cuir i gcás nár 	* |Nuair a |Nuair nach |Nuair ba |Nuair nár 	* |Ansin 	* |Agus 	* |Ach 	Gné
gj	Gujarati	ગુજરાતી	નિયમ	બેકગ્રાઉન્ડ	ઉદાહરણ|સ્થિતિ	પરિદ્દશ્ય રૂપરેખા|પરિદ્દશ્ય ઢાંચો	ઉદાહરણો	* |આપેલ છે 	* |ક્યારે 	* |પછી 	* |અને 	* |પણ 	લક્ષણ|વ્યાપાર જરૂર|ક્ષમતા
gl	Galician	galego	Rule	Contexto	Exemplo|Escenario	Esbozo do escenario	Exemplos	* |Dado |Dada |Dados |Dadas 	* |Cando 	* |Entón |Logo 	* |E 	* |Mais |Pero 	Característica
he	Hebrew	עברית	כלל	רקע	דוגמא|תרחיש	תבנית תרחיש	דוגמאות	* |בהינתן 	* |כאשר 	* |אז |אזי 	* |וגם 	* |אבל 	תכונה
hi	Hindi	हिंदी	नियम	पृष्ठभूमि	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण	* |अगर |यदि |चूंकि 	* |जब |कदा 	* |तब |तदा 	* |और |तथा 	* |पर |परन्तु |किन्तु 	रूप लेख
hr	Croatian	hrvatski	Rule	Pozadina	Primjer|Scenarij	Skica|Koncept	Primjeri|Scenariji	* |Zadan |Zadani |Zadano |Ukoliko 	* |Kada |Kad 	* |Onda 	* |I 	* |Ali 	Osobina|Mogućnost|Mogucnost
ht	Creole	kreyòl	Rule	Kontèks|Istorik	Senaryo	Plan senaryo|Plan Senaryo|Senaryo deskripsyon|Senaryo Deskripsyon|Dyagram senaryo|Dyagram Senaryo	Egzanp	* |Sipoze |Sipoze ke |Sipoze Ke 	* |Lè |Le 	* |Lè sa a |Le sa a 	* |Ak |Epi |E 	* |Men 	Karakteristik|Mak|Fonksyonalite
hu	Hungarian	magyar	Szabály	Háttér	Példa|Forgatókönyv	Forgatókönyv vázlat	Példák	* |Amennyiben |Adott 	* |Majd |Ha |Amikor 	* |Akkor 	* |És 	* |De 	Jellemző
id	Indonesian	Bahasa Indonesia	Rule|Aturan	Dasar|Latar Belakang	Skenario	Skenario konsep|Garis-Besar Skenario	Contoh|Misal	* |Dengan |Diketahui |Diasumsikan |Bila |Jika 	* |Ketika 	* |Maka |Kemudian 	* |Dan 	* |Tapi |Tetapi 	Fitur
is	Icelandic	Íslenska	Rule	Bakgrunnur	Atburðarás	Lýsing Atburðarásar|Lýsing Dæma	Dæmi|Atburðarásir	* |Ef 	* |Þegar 	* |Þá 	* |Og 	* |En 	Eiginleiki
it	Italian	italiano	Regola	Contesto	Esempio|Scenario	Schema dello scenario	Esempi	* |Dato |Data |Dati |Date 	* |Quando 	* |Allora 	* |E |Ed 	* |Ma 	Funzionalità|Esigenza di Business|Abilità
ja	Japanese	日本語	ルール	背景	シナリオ	シナリオアウトライン|シナリオテンプレート|テンプレ|シナリオテンプレ	例|サンプル	* |前提	* |もし	* |ならば	* |且つ|かつ	* |然し|しかし|但し|ただし	フィーチャ|機能
jv	Javanese	Basa Jawa	Rule	Dasar	Skenario	Konsep skenario	Conto|Contone	* |Nalika |Nalikaning 	* |Manawa |Menawa 	* |Njuk |Banjur 	* |Lan 	* |Tapi |Nanging |Ananging 	Fitur
ka	Georgian	ქართული	წესი	კონტექსტი	მაგალითად|მაგალითი|მაგ|სცენარი	სცენარის ნიმუში|სცენარის შაბლონი|ნიმუში|შაბლონი	მაგალითები	* |მოცემული |მოცემულია |ვთქვათ 	* |როდესაც |როცა |როგორც კი |თუ 	* |მაშინ 	* |და |ასევე 	* |მაგრამ |თუმცა 	თვისება|მოთხოვნა
kn	Kannada	ಕನ್ನಡ	Rule	ಹಿನ್ನೆಲೆ	ಉದಾಹರಣೆ|ಕಥಾಸಾರಾಂಶ	ವಿವರಣೆ	ಉದಾಹರಣೆಗಳು	* |ನೀಡಿದ 	* |ಸ್ಥಿತಿಯನ್ನು 	* |ನಂತರ 	* |ಮತ್ತು 	* |ಆದರೆ 	ಹೆಚ್ಚಳ
ko	Korean	한국어	규칙	배경	시나리오	시나리오 개요	예	* |조건 |먼저 	* |만일 |만약 	* |그러면 	* |그리고 	* |하지만 |단 	기능
lt	Lithuanian	lietuvių kalba	Rule	Kontekstas	Pavyzdys|Scenarijus	Scenarijaus šablonas	Pavyzdžiai|Scenarijai|Variantai	* |Duota 	* |Kai 	* |Tada 	* |Ir 	* |Bet 	Savybė
lu	Luxemburgish	Lëtzebuergesch	Rule	Hannergrond	Beispill|Szenario	Plang vum Szenario	Beispiller	* |ugeholl 	* |wann 	* |dann 	* |an |a 	* |awer |mä 	Funktionalitéit
lv	Latvian	latviešu	Rule	Konteksts|Situācija	Piemērs|Scenārijs	Scenārijs pēc parauga	Piemēri|Paraugs	* |Kad 	* |Ja 	* |Tad 	* |Un 	* |Bet 	Funkcionalitāte|Fīča
mk-Cyrl	Macedonian	Македонски	Rule	Контекст|Содржина	Пример|Сценарио|На пример	Преглед на сценарија|Скица|Концепт	Примери|Сценарија	* |Дадено |Дадена 	* |Кога 	* |Тогаш 	* |И 	* |Но 	Функционалност|Бизнис потреба|Можност
mk-Latn	Macedonian (Latin)	Makedonski (Latinica)	Rule	Kontekst|Sodrzhina	Scenario|Na primer	Pregled na scenarija|Skica|Koncept	Primeri|Scenaria	* |Dadeno |Dadena 	* |Koga 	* |Togash 	* |I 	* |No 	Funkcionalnost|Biznis potreba|Mozhnost
mn	Mongolian	монгол	Rule	Агуулга	Сценар	Сценарын төлөвлөгөө	Тухайлбал	* |Өгөгдсөн нь |Анх 	* |Хэрэв 	* |Тэгэхэд |Үүний дараа 	* |Мөн |Тэгээд 	* |Гэхдээ |Харин 	Функц|Функционал
ne	Nepali	नेपाली	नियम	पृष्ठभूमी	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण|उदाहरणहरु	* |दिइएको |दिएको |यदि 	* |जब 	* |त्यसपछि |अनी 	* |र |अनि 	* |तर 	सुविधा|विशेषता
nl	Dutch	Nederlands	Regel	Achtergrond	Voorbeeld|Scenario	Abstract Scenario	Voorbeelden	* |Gegeven |Stel 	* |Als |Wanneer 	* |Dan 	* |En 	* |Maar 	Functionaliteit
no	Norwegian	norsk	Regel	Bakgrunn	Eksempel|Scenario	Scenariomal|Abstrakt Scenario	Eksempler	* |Gitt 	* |Når 	* |Så 	* |Og 	* |Men 	Egenskap
pa	Panjabi	ਪੰਜਾਬੀ	Rule	ਪਿਛੋਕੜ	ਉਦਾਹਰਨ|ਪਟਕਥਾ	ਪਟਕਥਾ ਢਾਂਚਾ|ਪਟਕਥਾ ਰੂਪ ਰੇਖਾ	ਉਦਾਹਰਨਾਂ	* |ਜੇਕਰ |ਜਿਵੇਂ ਕਿ 	* |ਜਦੋਂ 	* |ਤਦ 	* |ਅਤੇ 	* |ਪਰ 	ਖਾਸੀਅਤ|ਮੁਹਾਂਦਰਾ|ਨਕਸ਼ ਨੁਹਾਰ
pl	Polish	polski	Zasada|Reguła	Założenia	Przykład|Scenariusz	Szablon scenariusza	Przykłady	* |Zakładając |Mając |Zakładając, że 	* |Jeżeli |Jeśli |Gdy |Kiedy 	* |Wtedy 	* |Oraz |I 	* |Ale 	Właściwość|Funkcja|Aspekt|Potrzeba biznesowa
pt	Portuguese	português	Regra	Contexto|Cenário de Fundo|Cenario de Fundo|Fundo	Exemplo|Cenário|Cenario	Esquema do Cenário|Esquema do Cenario|Delineação do Cenário|Delineacao do Cenario	Exemplos|Cenários|Cenarios	* |Dado |Dada |Dados |Dadas 	* |Quando 	* |Então |Entao 	* |E 	* |Mas 	Funcionalidade|Característica|Caracteristica
ro	Romanian	română	Rule	Context	Exemplu|Scenariu	Structura scenariu|Structură scenariu	Exemple	* |Date fiind |Dat fiind |Dată fiind|Dati fiind |Dați fiind |Daţi fiind 	* |Cand |Când 	* |Atunci 	* |Si |Și |Şi 	* |Dar 	Functionalitate|Funcționalitate|Funcţionalitate
ru	Russian	русский	Правило	Предыстория|Контекст	Пример|Сценарий	Структура сценария|Шаблон сценария	Примеры|Значения	* |Допустим |Дано |Пусть 	* |Когда |Если 	* |То |Затем |Тогда 	* |И |К тому же |Также 	* |Но |А |Иначе 	Функция|Функциональность|Функционал|Свойство|Фича
sk	Slovak	Slovensky	Rule	Pozadie	Príklad|Scenár	Náčrt Scenáru|Náčrt Scenára|Osnova Scenára	Príklady	* |Pokiaľ |Za predpokladu 	* |Keď |Ak 	* |Tak |Potom 	* |A |A tiež |A taktiež |A zároveň 	* |Ale 	Požiadavka|Funkcia|Vlastnosť
sl	Slovenian	Slovenski	Rule	Kontekst|Osnova|Ozadje	Primer|Scenarij	Struktura scenarija|Skica|Koncept|Oris scenarija|Osnutek	Primeri|Scenariji	Dano |Podano |Zaradi |Privzeto 	Ko |Ce |Če |Kadar 	Nato |Potem |Takrat 	In |Ter 	Toda |Ampak |Vendar 	Funkcionalnost|Funkcija|Možnosti|Moznosti|Lastnost|Značilnost
sr-Cyrl	Serbian	Српски	Правило	Контекст|Основа|Позадина	Сценарио|Пример	Структура сценарија|Скица|Концепт	Примери|Сценарији	* |За дато |За дате |За дати 	* |Када |Кад 	* |Онда 	* |И 	* |Али 	Функционалност|Могућност|Особина
sr-Latn	Serbian (Latin)	Srpski (Latinica)	Pravilo	Kontekst|Osnova|Pozadina	Scenario|Primer	Struktura scenarija|Skica|Koncept	Primeri|Scenariji	* |Za dato |Za date |Za dati 	* |Kada |Kad 	* |Onda 	* |I 	* |Ali 	Funkcionalnost|Mogućnost|Mogucnost|Osobina
sv	Swedish	Svenska	Regel	Bakgrund	Scenario	Abstrakt Scenario|Scenariomall	Exempel	* |Givet 	* |När 	* |Så 	* |Och 	* |Men 	Egenskap
ta	Tamil	தமிழ்	Rule	பின்னணி	உதாரணமாக|காட்சி	காட்சி சுருக்கம்|காட்சி வார்ப்புரு	எடுத்துக்காட்டுகள்|காட்சிகள்|நிலைமைகளில்	* |கொடுக்கப்பட்ட 	* |எப்போது 	* |அப்பொழுது 	* |மேலும் |மற்றும் 	* |ஆனால் 	அம்சம்|வணிக தேவை|திறன்
th	Thai	ไทย	Rule	แนวคิด	เหตุการณ์	สรุปเหตุการณ์|โครงสร้างของเหตุการณ์	ชุดของตัวอย่าง|ชุดของเหตุการณ์	* |กำหนดให้ 	* |เมื่อ 	* |ดังนั้น 	* |และ 	* |แต่ 	โครงหลัก|ความต้องการทางธุรกิจ|ความสามารถ
te	Telugu	తెలుగు	Rule	నేపథ్యం	ఉదాహరణ|సన్నివేశం	కథనం	ఉదాహరణలు	* |చెప్పబడినది 	* |ఈ పరిస్థితిలో 	* |అప్పుడు 	* |మరియు 	* |కాని 	గుణము
tlh	Klingon	tlhIngan	Rule	mo'	lut	lut chovnatlh	ghantoH|lutmey	* |ghu' noblu' |DaH ghu' bejlu' 	* |qaSDI' 	* |vaj 	* |'ej |latlh 	* |'ach |'a 	Qap|Qu'meH 'ut|perbogh|poQbogh malja'|laH
tr	Turkish	Türkçe	Kural|İş Kuralı|Kaide|Hüküm|Madde	Geçmiş|Arka Plan|Ön Koşul|Önkoşul|Önceki Durum|Giriş|Mukaddime|Mevcut Durum	Örnek|Senaryo|Durum|Vaka	Senaryo taslağı|Senaryo şablonu	Örnekler|Değerler	* |Mevcut |Önceden |Geçmişte |Daha önce |Halihazırda |Zaten |Sistemde |Diyelim ki |Varsayalım ki |Farz edelim ki |Kabul edelim ki |Başlangıçta |Varsayılan olarak |Biliniyor ki 	* |Eğer |Eğer ki |Ne zaman |Ne zaman ki |Şayet 	* |Beklenen |O zaman |Sonuç olarak |Böylece |Bunun üzerine |Bu durumda |O takdirde |Şu halde |Netice itibariyle |Buna binaen 	* |Ve |Hem de |Bir de |Ayrıca |İlaveten |Buna ek olarak 	* |Fakat |Ama |Ancak |Yalnız |Lakin |Meğer ki |Buna mukabil |Aksi halde 	Özellik|İş Gereksinimi|Gereksinim|İşlev|Kullanıcı Hikayesi|Yetenek|Teknik Gereksinim
tt	Tatar	Татарча	Rule	Кереш	Сценарий	Сценарийның төзелеше	Үрнәкләр|Мисаллар	* |Әйтик 	* |Әгәр 	* |Нәтиҗәдә 	* |Һәм |Вә 	* |Ләкин |Әмма 	Мөмкинлек|Үзенчәлеклелек
uk	Ukrainian	Українська	Rule	Передумова	Приклад|Сценарій	Структура сценарію	Приклади	* |Припустимо |Припустимо, що |Нехай |Дано 	* |Якщо |Коли 	* |То |Тоді 	* |І |А також |Та 	* |Але 	Функціонал
ur	Urdu	اردو	Rule	پس منظر	منظرنامہ	منظر نامے کا خاکہ	مثالیں	* |اگر |بالفرض |فرض کیا 	* |جب 	* |پھر |تب 	* |اور 	* |لیکن 	صلاحیت|کاروبار کی ضرورت|خصوصیت
uz	Uzbek	Узбекча	Rule	Тарих	Сценарий	Сценарий структураси	Мисоллар	* |Belgilangan 	* |Агар 	* |Унда 	* |Ва 	* |Лекин |Бирок |Аммо 	Функционал
vi	Vietnamese	Tiếng Việt	Quy tắc	Bối cảnh	Tình huống|Kịch bản	Khung tình huống|Khung kịch bản	Dữ liệu	* |Biết |Cho 	* |Khi 	* |Thì 	* |Và 	* |Nhưng 	Tính năng
zh-CN	Chinese simplified	简体中文	Rule|规则	背景	场景|剧本	场景大纲|剧本大纲	例子	* |假如|假设|假定	* |当	* |那么	* |而且|并且|同时	* |但是	功能
ml	Malayalam	മലയാളം	നിയമം	പശ്ചാത്തലം	രംഗം	സാഹചര്യത്തിന്റെ രൂപരേഖ	ഉദാഹരണങ്ങൾ	* |നൽകിയത്	എപ്പോൾ	* |പിന്നെ	* |ഒപ്പം	* |പക്ഷേ	സവിശേഷത
zh-TW	Chinese traditional	繁體中文	Rule	背景	場景|劇本	場景大綱|劇本大綱	例子	* |假如|假設|假定	* |當	* |那麼	* |而且|並且|同時	* |但是	功能
mr	Marathi	मराठी	नियम	पार्श्वभूमी	परिदृश्य	परिदृश्य रूपरेखा	उदाहरण	* |जर|दिलेल्या प्रमाणे 	* |जेव्हा 	* |मग |तेव्हा 	* |आणि |तसेच 	* |पण |परंतु 	वैशिष्ट्य|सुविधा
amh	Amharic	አማርኛ	ህግ	ቅድመ ሁኔታ|መነሻ|መነሻ ሀሳብ	ምሳሌ|ሁናቴ	ሁናቴ ዝርዝር|ሁናቴ አብነት	ምሳሌዎች|ሁናቴዎች	* |የተሰጠ 	* |መቼ 	* |ከዚያ 	* |እና 	* |ግን 	ስራ|የተፈለገው ስራ|የሚፈለገው ድርጊት
"""#
}
