import {translated} from './translations.ts';

/**
 * What gcc, binutils, make, apt, dpkg, ssh and the C library print in German and Chinese, and the English of it (other languages:
 * translations.ts).
 * From their message catalogues (po/de.po, po/zh_CN.po of glibc, gcc, binutils, make, apt, dpkg).
 */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/：\s*/g, ': '],
  // glibc strerror
  [
    /Datei oder Verzeichnis nicht gefunden|没有那个文件或目录|没有该文件或目录|沒有此一檔案或目錄/g,
    'No such file or directory',
  ],
  [
    /Die Operation ist nicht erlaubt|Operation nicht gestattet|不允许的操作|不允許的操作|操作不允许/g,
    'Operation not permitted',
  ],
  [/Keine Berechtigung|权限不够|拒绝访问|權限不夠/g, 'Permission denied'],
  [/Das Argument ist ungültig|Ungültiges Argument|无效的参数|無效的參數|无效参数/g, 'Invalid argument'],
  [/Auf dem Gerät ist kein Speicherplatz mehr verfügbar|设备上没有空间|裝置上已無多餘空間/g, 'No space left on device'],
  [/Das Gerät oder die Ressource ist belegt|设备或资源忙/g, 'Device or resource busy'],
  [/Nicht genügend Hauptspeicher verfügbar|无法分配内存/g, 'Cannot allocate memory'],
  [/Die Operation wird nicht unterstützt|不支持的操作/g, 'Operation not supported'],
  [/Die angeforderte Funktion ist nicht implementiert|函数未实现|功能未实现/g, 'Function not implemented'],
  [/Das Argument ist zu lang|Die Argumentliste ist zu lang|参数列表过长/g, 'Argument list too long'],
  [/Die Ressource ist zur Zeit nicht verfügbar|资源暂时不可用/g, 'Resource temporarily unavailable'],
  [/Ungültiger Dateideskriptor|错误的文件描述符|无效的文件描述符/g, 'Bad file descriptor'],
  // shells
  [/Kommando nicht gefunden\.?|Befehl nicht gefunden\.?|未找到命令|找不到命令|命令未找到/g, 'command not found'],
  [/: (nicht gefunden|未找到|没有找到)$/gm, ': not found'],
  // gcc, binutils, make
  [/[Ss]chwerwiegender Fehler: |致命错误[：:]\s*/g, 'fatal error: '],
  [/\bFehler: |错误[：:]\s*/g, 'error: '],
  [/\bWarnung: |警告[：:]\s*/g, 'warning: '],
  [/Kompilierung beendet\.?|编译中断。?/g, 'compilation terminated.'],
  [/nicht definierter Verweis auf|对\s*(?=['‘"“`])|未定义的引用/g, 'undefined reference to '],
  [/(-l\w+) kann nicht gefunden werden/g, 'cannot find $1'],
  [/(?:kann|konnte) -l(\S+) nicht finden|找不到 -l(\S+)/g, 'cannot find -l$1$2'],
  [/Implizite Deklaration der Funktion|隐式声明函数/g, 'implicit declaration of function'],
  [/Unbekannter Typname|未知的类型名/g, 'unknown type name'],
  [/hat unvollständigen Typen?|类型不完全|的类型不完整/g, 'has incomplete type'],
  [/zu viele Argumente für Funktion|提供给函数\s*(?=['‘"“`])/g, 'too many arguments to function '],
  [/zu wenige Argumente für Funktion/g, 'too few arguments to function '],
  [/hat kein Element namens ?|中?没有名为 ?/g, 'has no member named '],
  [/unbekannte Kommandozeilenoption|无法识别的命令行选项\s*/g, 'unrecognized command-line option '],
  [/nicht deklariert|未声明/g, 'undeclared'],
  [/ld gab (\d+) als Ende-Status zurück|ld 返回 (\d+)/g, 'ld returned $1$2 exit status'],
  [
    /Keine Regel(?: vorhanden)?, um (?:das Ziel )?("[^"]*"|„[^“]*“|'[^']*'|«[^»]*»|»[^«]*«)(?: zu erstellen|, *$)|没有规则可制作目标\s*(["“'][^"”']*["”'])/g,
    'No rule to make target $1$2',
  ],
  [/[.。] *(?:Schluss\.|停止。)/g, '.  Stop.'],
  [/\*\*\* (\[.*?\]) Fehler (\d+)|\*\*\* (\[.*?\]) 错误 (\d+)/g, '*** $1$3 Error $2$4'],
  // apt, dpkg
  [/E: Sperrdatei (\S+) konnte nicht geöffnet werden\.?|E: 无法打开锁文件 (\S+)/g, 'E: Could not open lock file $1$2'],
  [
    /Erlangen der Sperre für die Dpkg-Oberfläche (\(\S+\)) nicht möglich; sind Sie root\?|无法获取 dpkg 前端锁 (\(\S+\))，请查看您是否正以 root 用户运行？/g,
    'Unable to acquire the dpkg frontend lock $1$2, are you root?',
  ],
  // yum, dnf
  [/没有可用软件包 (\S+)|Kein Paket (\S+) verfügbar/g, 'No package $1$2 available'],
  [/未找到匹配的参数: ?|Keine Übereinstimmung für Argument: /g, 'No match for argument: '],
  [/没有任何匹配: ?|Es konnte keine Übereinstimmung gefunden werden: /g, 'Unable to find a match: '],
  [/E: Paket ([^\s]+) kann nicht gefunden werden\.?|E: 无法定位软件包 ([^\s]+)/g, 'E: Unable to locate package $1$2'],
  [
    /E: Mittels des (?:Musters|regulären Ausdrucks) .(\S+?). konnte kein Paket gefunden werden\.?/g,
    "E: Couldn't find any package by glob '$1'",
  ],
  [
    /E: Für Paket [»'‚„](\S+?)[«'‘“] existiert kein Installationskandidat\.?|E: 软件包 (\S+) 没有可安装候选/g,
    "E: Package '$1$2' has no installation candidate",
  ],
  [/E: Konnte Sperre (\S+) nicht bekommen|E: 无法获得锁 (\S+)|E: 无法取得锁 (\S+)/g, 'E: Could not get lock $1$2$3'],
  [
    /Sperrung des (?:dpkg-)?Frontends?.*nicht möglich|无法获取 dpkg 前端锁/g,
    'Unable to acquire the dpkg frontend lock',
  ],
  [
    /E: (?:Der dpkg-Prozess wurde unterbrochen|dpkg wurde unterbrochen)[^\n]*|E: dpkg 被中断[^\n]*/g,
    "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.",
  ],
  [
    /Probleme können nicht korrigiert werden, Sie haben zurückgehaltene defekte Pakete\.?|无法修正错误，因为您要求某些软件包保持现状[^\n]*/g,
    'Unable to correct problems, you have held broken packages.',
  ],
  [
    /Die folgenden Pakete haben unerfüllte Abhängigkeiten:|下列软件包有未满足的依赖关系：?/g,
    'The following packages have unmet dependencies:',
  ],
  [/Hängt ab von: |依赖: ?|依赖：/g, 'Depends: '],
  [/soll aber nicht installiert werden|但是它将不会被安装/g, 'but it is not going to be installed'],
  [/ist aber nicht installierbar|但无法安装它/g, 'but it is not installable'],
  [
    /Das Depot [»"](.*?)[«"] enthält keine Release-Datei(?: mehr)?\.?|仓库 [“"「](.*?)[”"」] 没有 Release 文件。?/g,
    "The repository '$1$2' does not have a Release file.",
  ],
  [/E: Fehlschlag beim Holen von (\S+)|E: 无法下载 (\S+)/g, 'E: Failed to fetch $1$2'],
  [
    /Abhängigkeitsprobleme verhindern Konfiguration von (\S+?):|依赖关系问题使得 (\S+) 的配置工作不能继续/g,
    'dependency problems prevent configuration of $1$2:',
  ],
  [/(\S+) hängt ab von |(\S+) 依赖于 /g, '$1$2 depends on '],
  // ssh, sudo
  [
    /sudo: Ein Terminal ist erforderlich, um das Passwort zu lesen|sudo: 需要终端来读取密码|sudo: 需要一个终端/g,
    'sudo: a terminal is required to read the password',
  ],
  [/sudo: Ein Passwort ist (?:notwendig|erforderlich)|sudo: 需要密码/g, 'sudo: a password is required'],
  [
    /sudo: Kein TTY vorhanden und kein .*Askpass.*|sudo: 没有终端存在[^\n]*/g,
    'sudo: no tty present and no askpass program specified',
  ],
];

const foreign = /[äöüß»]|Fehler|nicht|Keine|Kommando|Paket|Passwort|Terminal|kann |wurde |：|[\u4e00-\u9fff]/;

/** Puts known messages of other languages into English; other text stays as it is. */
export const toEnglish = (text: string): string =>
  plainQuotes(
    translated(
      foreign.test(text)
        ? phrases.reduce((changed, [pattern, english]) => changed.replace(pattern, english), text)
        : text,
    ),
  );

/** Each language has quotes of its own where the same programs have single ones in English. */
const plainQuotes = (text: string): string =>
  text
    .replace(/»([^«»]*)«|«\s?([^«»]*?)\s?»|„([^“”„]*)[“”]/g, (_, german, french, low) => `'${german ?? french ?? low}'`)
    .replace(/(?<=No rule to make target )[“"]([^"”]*)[”"]/g, "'$1'");
