import {packageTranslations} from './package-translations.ts';

/**
 * What the same programs print in German, Chinese, French, Spanish, Portuguese, Italian, Polish, Russian and Japanese, by the English of it:
 * regular expressions, `$1` being what they catch. From the catalogues (de.mo, zh_CN.mo, fr.mo, es.mo, pt_BR.mo, it.mo, pl.mo, ru.mo, ja.mo) of glibc
 * 2.36, bash, gcc 12 and make 4.3, and of their older versions where these differ.
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
    'Aucun fichier ou dossier de ce type|No existe el (?:fichero|archivo) o el directorio|Arquivo ou diretório (?:inexistente|não encontrado)|File o directory non esistente|Nie ma takiego pliku ani katalogu|Нет такого файла или каталога|そのようなファイルやディレクトリはありません|Datei oder Verzeichnis nicht gefunden|没有那个文件或目录|没有该文件或目录|沒有此一檔案或目錄',
  'Operation not permitted':
    'Opération non permise|Operación no permitida|Operação não permitida|Operazione non (?:permessa|consentita)|Operacja niedozwolona|Операция не позволена|許可されていない操作です|Die Operation ist nicht erlaubt|Operation nicht gestattet|不允许的操作|不允許的操作|操作不允许',
  'Permission denied':
    'Permission non accordée|Permiso denegado|Permissão negada|Permesso negato|Brak dostępu|Отказано в доступе|許可がありません|Keine Berechtigung|权限不够|拒绝访问|權限不夠',
  'Invalid argument':
    'Argument invalide|Argumento inv[áa]lido|Argomento non valido|Zły argument|Недопустимый аргумент|無効な引数です|Das Argument ist ungültig|Ungültiges Argument|无效的参数|無效的參數|无效参数',
  'No space left on device':
    'Aucun espace disponible sur le périphérique|No queda espacio en el dispositivo|Não há espaço disponível no dispositivo|Spazio esaurito sul device|Brak miejsca na urządzeniu|На устройстве не осталось свободного места|デバイスに空き領域がありません|Auf dem Gerät ist kein Speicherplatz mehr verfügbar|设备上没有空间|裝置上已無多餘空間',
  'Resource temporarily unavailable':
    'Ressource temporairement non disponible|Recurso no disponible temporalmente|Recurso temporariamente indisponível|Risorsa temporaneamente non disponibile|Zasoby chwilowo niedostępne|Ресурс временно недоступен|リソースが一時的に利用できません|Die Ressource ist zur Zeit nicht verfügbar|资源暂时不可用',
  'Operation not supported':
    'Opération non supportée|La operación no está soportada|Operação sem suporte|Operazione non supportata|Operacja nie obsługiwana|(?:Неподдерживаемая операция|Операция не поддерживается)|サポートされていない操作です|Die Operation wird nicht unterstützt|不支持的操作',
  'Cannot allocate memory':
    'Ne peut allouer de la mémoire|No se pudo asignar memoria|Não foi possível alocar memória|Impossibile allocare memoria|Nie można przydzielić pamięci|Невозможно выделить память|メモリを確保できません|Nicht genügend Hauptspeicher verfügbar|无法分配内存',
  'command not found':
    'commande introuvable|orden no encontrada|no se encontró la orden|comando não encontrado|comando non trovato|nie znaleziono polecenia|(?:команда не найдена|не найдена команда)|コマンドが見つかりません|(?:Kommando|Befehl) nicht gefunden\\.?|未找到命令|找不到命令|命令未找到',
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
  'Device or resource busy': 'Das Gerät oder die Ressource ist belegt|设备或资源忙',
  'Function not implemented': 'Die angeforderte Funktion ist nicht implementiert|函数未实现|功能未实现',
  'Argument list too long': 'Das Argument ist zu lang|Die Argumentliste ist zu lang|参数列表过长',
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
  `[à-öø-ÿąćęłńśźżÀ-ÖØ-ß\\u0400-\\u04ff\\u3040-\\u30ff]|[\\u4e00-\\u9fff]|：|\\b(${[
    // German
    'Fehler|nicht|Keine?n?|Kommando|Paket|Passwort|Terminal|kann|wurde',
    // French
    "argument invalide|aucun|fichier|introuvable|impossible (?:de|d')|paquet|paquets|verrou|temporairement|erreur fatale|mais (?:il|ne)|interrompu|requis",
    // Spanish
    'fichero|archivo|directorio|permiso|argumento|orden no|no se (?:ha|pudo|pudieron)|paquete|objetivo|temporalmente|error (?:fatal|grave)|pero no|[Ff]allo al|[Dd]epende|se requiere|interrumpi|tiene un|no hay|sin tty',
    // Portuguese
    'arquivo|pacote|comando|trava|senha|[Ss]em regra|[Ff]alhou|dispositivo|nenhum',
    // Italian
    'esistente|non (?:permess|consentit|valid|supportat)\\w|permesso|esaurito|impossibile|obiettivo|[Nn]essun\\w*|temporaneamente|seguenti|ma non|[Dd]ipende|blocco|interrotto|repository|problemi|terminale',
    // Polish
    'nie|[Nn]iedozwolona|[Bb]rak|pakiet\\w*|ale nie|[Ww]ymaga\\w*|[Oo]peracja',
  ].join('|')})`,
  'i',
);

/** Puts known messages of these languages into English; other text stays as it is. */
export const toEnglish = (line: string): string => plainQuotes(foreign.test(line) ? translated(line) : line);

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
