import {gloss} from './glossary.ts';
import {packageTranslations} from './package-translations.ts';

/**
 * What the same programs print in German, Chinese, French, Spanish, Portuguese, Italian, Polish, Russian and Japanese, and what the C library and
 * bash do in Korean, Ukrainian, Turkish, Czech, Dutch and Swedish, by the English of it: regular expressions, `$1` being what they catch. From the
 * catalogues (de.mo, zh_CN.mo, ...) of glibc 2.36, bash, gcc 12 and make 4.3, and of their older versions where these differ.
 */
const translations: Readonly<Record<string, string>> = {
  ': ': '：\\s*',
  // French has a space before a colon.
  ': No such file or directory': '\\s: Aucun fichier ou dossier de ce type',
  ': command not found': '\\s: commande introuvable',
  ': error: ': '\\s?: (?:erreur|errore|erro|błąd|ошибка|エラー)\\s?: ?',
  ': warning: ': '\\s?: (?:attention|aviso|avvertimento|ostrzeżenie|предупреждение)\\s?: ?',
  'implicit declaration of function ':
    'déclaration implicite de la fonction |declaración implícita de la función |declaração implícita da função |dichiarazione implicita della funzione |niejawna deklaracja funkcji |неявная декларация функции |Implizite Deklaration der Funktion ?|隐式声明函数 ?',
  'No such file or directory':
    'Aucun fichier ou dossier de ce type|No existe el (?:fichero|archivo) o el directorio|Arquivo ou diretório (?:inexistente|não encontrado)|File o directory non esistente|Nie ma takiego pliku ani katalogu|Нет такого файла или каталога|そのようなファイルやディレクトリはありません|Datei oder Verzeichnis nicht gefunden|没有那个文件或目录|没有该文件或目录|沒有此一檔案或目錄|Ficheiro ou pasta inexistente|Немає такого файла або каталогу|그런 파일이나 디렉터리가 없습니다|Bestand of map bestaat niet|Adresář nebo soubor neexistuje|Filen eller katalogen finns inte|Böyle bir dosya ya da dizin yok',
  'Operation not permitted':
    'Opération non permise|Operación no permitida|Operação não permitida|Operazione non (?:permessa|consentita)|Operacja niedozwolona|Операция не позволена|許可されていない操作です|Die Operation ist nicht erlaubt|Operation nicht gestattet|不允许的操作|不允許的操作|操作不允许|Дію заборонено|명령을 허용하지 않음|此項操作並不被允許|Actie is niet toegestaan|Operace není povolena|Operationen inte tillåten|İşleme izin verilmedi',
  'Permission denied':
    'Permission non accordée|Permiso denegado|Permissão negada|Permesso negato|Brak dostępu|Отказано в доступе|許可がありません|Keine Berechtigung|权限不够|拒绝访问|權限不夠|Permissão recusada|Відмовлено у доступі|허가 거부|拒絕不符權限的操作|Toegang geweigerd|Operace zamítnuta|Åtkomst nekas|Erişim engellendi',
  'Invalid argument':
    'Argument invalide|Argumento inv[áa]lido|Argomento non valido|Zły argument|Недопустимый аргумент|無効な引数です|Das Argument ist ungültig|Ungültiges Argument|无效的参数|無效的參數|无效参数|Некоректний аргумент|부적절한 인수|不適用的引數|Ongeldig argument|Nepřípustný argument|Ogiltigt argument|Geçersiz argüman',
  'No space left on device':
    'Aucun espace disponible sur le périphérique|No queda espacio en el dispositivo|Não há espaço disponível no dispositivo|Spazio esaurito sul device|Brak miejsca na urządzeniu|На устройстве не осталось свободного места|デバイスに空き領域がありません|Auf dem Gerät ist kein Speicherplatz mehr verfügbar|设备上没有空间|裝置上已無多餘空間|Sem espaço livre no dispositivo|Недостатньо місця на пристрої|장치에 남은 공간이 없음|Geen ruimte meer over op apparaat|Na zařízení není volné místo|Enheten är full|Aygıt üzerinde boş yer yok',
  'Resource temporarily unavailable':
    'Ressource temporairement non disponible|Recurso no disponible temporalmente|Recurso temporariamente indisponível|Risorsa temporaneamente non disponibile|Zasoby chwilowo niedostępne|Ресурс временно недоступен|リソースが一時的に利用できません|Die Ressource ist zur Zeit nicht verfügbar|资源暂时不可用|Ресурс тимчасово недоступний|자원이 일시적으로 사용 불가능함|資源暫時無法取得|Hulpbron is tijdelijk onbeschikbaar|Prostředek je dočasně nepřístupný|Resursen tillfälligt otillgänglig|Özkaynak geçici olarak kullanılamaz durumda',
  'Operation not supported':
    'Opération non supportée|La operación no está soportada|Operação sem suporte|Operazione non supportata|Operacja nie obsługiwana|(?:Неподдерживаемая операция|Операция не поддерживается)|サポートされていない操作です|Die Operation wird nicht unterstützt|不支持的操作|Operação não suportada|Дія не підтримується|명령을 지원하지 않음|此項操作並不被支援|Actie wordt niet ondersteund|Operace není podporována|Operationen stöds ej|İşlem desteklenmiyor',
  'Cannot allocate memory':
    'Ne peut allouer de la mémoire|No se pudo asignar memoria|Não foi possível alocar memória|Impossibile allocare memoria|Nie można przydzielić pamięci|Невозможно выделить память|メモリを確保できません|Nicht genügend Hauptspeicher verfügbar|无法分配内存|Impossível alocar memória|Не вдалося розподілити пам’ять|메모리를 할당할 수 없습니다|無法配置記憶體|Onvoldoende geheugen beschikbaar|Nelze alokovat paměť|Kan inte allokera minne|Bellek ayrılamadı',
  'command not found':
    'commande introuvable|orden no encontrada|no se encontró la orden|comando não encontrado|comando non trovato|nie znaleziono polecenia|(?:команда не найдена|не найдена команда)|コマンドが見つかりません|(?:Kommando|Befehl) nicht gefunden\\.?|未找到命令|找不到命令|命令未找到|명령어를 찾을 수 없음|指令找不到|команду не знайдено|opdracht niet gevonden|příkaz nenalezen|kommandot finns inte|komut yok',
  'fatal error: ':
    'erreur fatale\\s?: ?|error (?:fatal|grave): |erro fatal: |errore (?:fatale|irreversibile): |фатальная ошибка: |致命的エラー: ?|Schwerwiegender Fehler: |致命错误:\\s*',
  'has no member named ':
    "n'a pas de membre nommé ?|no tiene un miembro llamado ?|não tem um membro chamado ?|non ha un membro chiamato ?|nie posiada elementu o nazwie ?|не содержит элемента с именем ?|hat kein Element namens ?|中?没有名为 ?",
  "has no member named '$1'": 'は .(\\w+). という名前のメンバを持っていません',
  "undefined reference to '$1'":
    "(?:référence indéfinie vers|referência não definida para|riferimento non definito a|niezdefiniowane odwołanie do|неопределённая ссылка на)\\s*[«`\"'„]\\s?([^\\s»'\"”]+)\\s?[»'\"”]|referencia a `(\\S+)' sin definir|`(\\S+)' に対する定義されていない参照です",
  'cannot find $1':
    '(?:ne peut pas trouver|no se puede encontrar|não foi possível localizar|impossibile trovare|nie można znaleźć|невозможно найти) (-l\\w+)|(-l\\w+) が見つかりません|(-l\\w+) kann nicht gefunden werden|(?:kann|konnte) (-l\\S+) nicht finden|找不到 (-l\\S+)',
  "unrecognized command-line option '$1'":
    'option «\\s?(\\S+)\\s?» non reconnue sur la ligne de commande|opción de línea de órdenes [‘«](\\S+)[’»] no reconocida',
  '.  Stop.': '\\.\\s+(?:Arrêt|Alto|Останов|Pare|Arresto|Stop)\\.|。?\\s*中止\\.|[.。] *(?:Schluss\\.|停止。)',
  "No rule to make target '$1'":
    "(?:Aucune règle pour fabriquer la cible|No hay ninguna regla para construir el objetivo|Sem regra para processar o alvo|Nessuna regola per generare l'obiettivo|Brak reguł do (?:zrobienia|wykonania) obiektu|Нет правила для сборки цели)\\s*[«“\"']\\s*([^»”\"']*?)\\s*[»”\"']|ターゲット ['“]([^'”]*)['”] を make するルールがありません|(?<=に必要な)ターゲット ['“]([^'”]*)['”] を make する|Keine Regel(?: vorhanden)?, um (?:das Ziel )?[\"„'«»]([^\"“'»«]*)[\"“'»«](?: zu erstellen|, *$)|没有规则可制作目标\\s*[\"“']([^\"”']*)[\"”']",
  'Device or resource busy':
    'Das Gerät oder die Ressource ist belegt|设备或资源忙|Périphérique ou ressource occupé|Dispositivo o recurso ocupado|Dispositivo ou recurso está ocupado|Dispositivo ou recurso ocupado|Dispositivo o risorsa occupata|Urządzenie lub zasoby zajęte|Устройство или ресурс занято|Пристрій або ресурс зайнято|デバイスもしくはリソースがビジー状態です|장치나 자원이 동작 중|裝置或系統資源忙碌中|Apparaat of hulpbron is bezig|Zařízení nebo zdroj jsou používány|Enhet eller resurs upptagen|Aygıt ya da özkaynak meşgul',
  'Function not implemented':
    'Die angeforderte Funktion ist nicht implementiert|函数未实现|功能未实现|Fonction non implantée|Función no implementada|Função não implementada|Funzione non implementata|Nie zaimplementowana funkcja|Функция не реализована|Функцію не реалізовано|関数は実装されていません|함수를 구현하지 않았습니다|功能沒有實作|Functie is niet aanwezig|Funkce není implementována|Funktion inte implementerad|İşlev bulunamadı \\(Bir güncelleme gerekebilir\\)',
  'Argument list too long':
    "Das Argument ist zu lang|Die Argumentliste ist zu lang|参数列表过长|Liste d'arguments trop longue|La lista de argumentos es demasiado larga|Lista de argumentos muito longa|Elenco degli argomenti troppo lungo|Lista argumentów za długa|Слишком длинный список аргументов|Занадто довгий список аргументів|引数リストが長すぎます|인수 명단이 너무 김|引數列項目過長|Argumentenlijst is te lang|Příliš dlouhý seznam argumentů|Argumentlistan för lång|Argüman listesi çok uzun",
  'Bad file descriptor': 'Ungültiger Dateideskriptor|错误的文件描述符|无效的文件描述符',
  ': not found': ': (?:nicht gefunden|未找到|没有找到)$',
  'compilation terminated.': 'Kompilierung beendet\\.?|编译中断。?',
  'undefined reference to ': 'nicht definierter Verweis auf|对\\s*(?=[\'‘"“`])|未定义的引用',
  'unknown type name': 'Unbekannter Typname|未知的类型名',
  'has incomplete type': 'hat unvollständigen Typen?|类型不完全|的类型不完整',
  'too many arguments to function ': 'zu viele Argumente für Funktion ?|提供给函数\\s*(?=[\'‘"“`])',
  'too few arguments to function': 'zu wenige Argumente für Funktion',
  'unrecognized command-line option ': 'unbekannte Kommandozeilenoption ?|无法识别的命令行选项\\s*',
  undeclared: 'nicht deklariert|未声明',
  'ld returned $1 exit status': 'ld gab (\\d+) als Ende-Status zurück|ld 返回 (\\d+)',
  ' Error ': '(?<=\\*\\*\\* \\[.*?\\]) (?:Fehler|错误) (?=\\d)',
  'error: ': '\\bFehler: |错误:\\s*',
  'warning: ': '\\bWarnung: |警告:\\s*',
};

const compiled = Object.entries({...translations, ...packageTranslations}).map(
  ([english, foreign]) => [new RegExp(foreign, 'gim'), english] as const,
);

/** A line may hold one of the languages: by their letters, or by words that English has not. */
const foreign = new RegExp(
  `[à-öø-ÿÀ-ÖØ-ß\\u0100-\\u017f\\u0400-\\u04ff\\u3040-\\u30ff\\uac00-\\ud7af]|[\\u4e00-\\u9fff]|：|\\b(${[
    // German
    'Fehl\\w+|nicht|ohne|veraltet|gesperrt|verbiet\\w+|verboten|Keine?n?|Kommando|Paket|Passwort|Terminal|kann|wurde',
    // French
    "argument invalide|aucun|fichier|introuvable|noyau|sans|conteneur|trop vieux|impossible (?:de|d')|paquet|paquets|verrou|temporairement|erreur fatale|mais (?:il|ne)|interrompu|requis",
    // Spanish
    'fichero|archivo|directorio|permiso|argumento|orden no|sin root|faltan?|cabeceras|contenedor|no (?:funciona|carga|tiene|puedo)|no se (?:ha|pudo|pudieron)|paquete|objetivo|temporalmente|error (?:fatal|grave)|pero no|[Ff]allo al|[Dd]epende|se requiere|interrumpi|tiene un|no hay|sin tty',
    // Portuguese
    'arquivo|sem root|faltam?|pacote|comando|trava|senha|[Ss]em regra|[Ff]alhou|dispositivo|nenhum',
    // Italian
    'esistente|senza|non (?:ha|si|parte|funziona)\\b|non (?:permess|consentit|valid|supportat)\\w|permesso|esaurito|impossibile|obiettivo|[Nn]essun\\w*|temporaneamente|seguenti|ma non|[Dd]ipende|blocco|interrotto|repository|problemi|terminale',
    // Dutch, Swedish, and whatever sudo is told in
    'niet|geweigerd|[Oo]ngeldig|finns inte|nekas|[Oo]giltigt|Enhet(?:en)?|sudo',
    // Polish
    'nie|[Nn]iedozwolona|[Bb]rak|pakiet\\w*|ale nie|[Ww]ymaga\\w*|[Oo]peracja',
  ].join('|')})`,
  'i',
);

/** Puts known messages of these languages into English; other text stays as it is. */
export const toEnglish = (line: string): string => plainQuotes(foreign.test(line) ? gloss(translated(line)) : line);

const translated = (line: string): string =>
  compiled.reduce(
    (text, [pattern, english]) =>
      text.replace(pattern, (_, ...caught) =>
        english.replace('$1', caught.slice(0, -2).find((part) => typeof part === 'string') ?? ''),
      ),
    line,
  );

/** Each language has quotes of its own where the same programs have single ones in English. */
const plainQuotes = (text: string): string =>
  text
    .replace(/»([^«»]*)«|«\s?([^«»]*?)\s?»|„([^“”„]*)[“”]/g, (_, german, french, low) => `'${german ?? french ?? low}'`)
    .replace(/(?<=No rule to make target )[“"]([^"”]*)[”"]/g, "'$1'");
