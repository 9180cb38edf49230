/**
 * What apt, dpkg, yum, pacman and sudo print in German, Chinese, French, Spanish, Portuguese, Italian, Polish, Russian and Japanese, by the English of it (see
 * translations.ts). From the catalogues of apt 2.6, dpkg 1.21, pacman 6 and sudo 1.9, and of their older versions where these differ.
 */
export const packageTranslations: Readonly<Record<string, string>> = {
  'Unable to locate package $1':
    '(?:Impossible de trouver le paquet|No se ha podido localizar el paquete|(?:Impossível|Não foi possível) encontrar o pacote|Impossibile trovare il pacchetto|Nie udało się odnaleźć pakietu|(?:Невозможно|Не удалось) найти пакет)\\s+(\\S+)|パッケージ (\\S+) が見つかりません|Paket ([^\\s]+) kann nicht gefunden werden\\.?|无法定位软件包 ([^\\s]+)|(\\S+) 패키지를 찾을 수 없습니다|找不到套件 (\\S+)|Не можу знайти пакунок (\\S+)|Kan pakket (\\S+) niet vinden|Nelze najít balík (\\S+)|Kunde inte hitta paketet (\\S+)|(\\S+) paketi bulunamadı',
  'Could not open lock file $1':
    "(?:Impossible d'ouvrir le fichier verrou|No se pudo abrir el fichero de bloqueo|Não foi possível abrir arquivo de trava|Impossibile aprire il file di blocco|Nie udało się otworzyć pliku blokady|Не удалось открыть файл блокировки) «?(/[^\\s»]+)»?|ロックファイル (\\S+) をオープンできません|Sperrdatei (\\S+) konnte nicht geöffnet werden\\.?|无法打开锁文件 (\\S+)",
  'Unable to acquire the dpkg frontend lock, are you root?':
    "Impossible d'obtenir le verrou de dpkg \\(\\S+\\)\\. Avez-vous les droits du superutilisateur ?\\?|Невозможно получить блокировку внешнего интерфейса dpkg \\(\\S+\\); у вас есть права суперпользователя\\??|Erlangen der Sperre für die Dpkg-Oberfläche \\(\\S+\\) nicht möglich; sind Sie root\\?|无法获取 dpkg 前端锁 \\(\\S+\\)，请查看您是否正以 root 用户运行？",
  'Could not get lock $1':
    "(?:Impossible d'obtenir le verrou|No se pudo (?:bloquear|obtener un bloqueo)|Não foi possível obter (?:a )?trava|Impossibile (?:impostare il|acquisire il) blocco|Nie udało się uzyskać blokady|Не удалось получить (?:блокировку файла|доступ к файлу блокировки))\\s+(\\/\\S+)|ロック (\\S+) が取得できませんでした|Konnte Sperre (\\S+) nicht bekommen|无法获得锁 (\\S+)|无法取得锁 (\\S+)",
  "dpkg was interrupted, you must manually run 'dpkg --configure -a'":
    'dpkg a été interrompu|se interrumpió la ejecución de dpkg|(?:o )?dpkg foi interrompido|dpkg è stato interrotto|dpkg został przerwany|Работа dpkg была прервана|dpkg は中断されました|(?:Der dpkg-Prozess wurde|dpkg wurde) unterbrochen[^\\n]*|dpkg 被中断[^\\n]*',
  'Unable to correct problems, you have held broken packages.':
    'Impossible de corriger les problèmes, des paquets défectueux[^\\n]*|No se pudieron corregir los problemas, usted ha retenido[^\\n]*|Impossível corrigir problemas, você manteve[^\\n]*|Impossibile correggere i problemi, ci sono pacchetti[^\\n]*|Nie udało się naprawić problemów, zatrzymano[^\\n]*|Невозможно исправить ошибки: у вас зафиксированы[^\\n]*|問題を解決することができません。壊れた変更禁止パッケージがあります。?|Probleme können nicht korrigiert werden, Sie haben zurückgehaltene defekte Pakete\\.?|无法修正错误，因为您要求某些软件包保持现状[^\\n]*',
  'The following packages have unmet dependencies:':
    'Les paquets suivants contiennent des dépendances non satisfaites\\s?:|Los siguientes paquetes tienen dependencias incumplidas:|Os pacotes a seguir têm dependências desencontradas:|I seguenti pacchetti hanno dipendenze non soddisfatte:|Następujące pakiety mają niespełnione zależności:|Следующие пакеты имеют неудовлетворённые зависимости:|以下のパッケージには満たせない依存関係があります:|Die folgenden Pakete haben unerfüllte Abhängigkeiten:|下列软件包有未满足的依赖关系:?|다음 패키지의 의존성이 맞지 않습니다:|下列的套件有未滿足的相依關係：|Пакунки, що мають незадоволені залежності:|De volgende pakketten hebben niet-voldane vereisten:|Následující balíky mají nesplněné závislosti:|Följande paket har beroenden som inte kan tillfredsställas:|Aşağıdaki paketler karşılanmamış bağımlılıklara sahip:',
  'but it is not installable':
    "mais il n'est pas installable|pero no es instalable|mas não é instalável|ma non è installabile|ale nie da się go zainstalować|но он не может быть установлен|しかし、インストールすることができません|ist aber nicht installierbar|但无法安装它",
  'but it is not going to be installed':
    'mais ne sera pas installé|pero no va a instalarse|mas não será instalado|ma non sta per essere installato|ale nie zostanie zainstalowany|но он не будет установлен|しかし、インストールされようとしていません|soll aber nicht installiert werden|但是它将不会被安装',
  'Depends: ': 'Hängt ab von: |依赖: ?|(?<=^| : )(?:Dépend ?: |Depende: |Dipende: |Wymaga: |Зависит: |依存: )',
  "The repository '$1' does not have a Release file.":
    '(?:Le dépôt|El repositorio|O repositório|Il repository|Репозиторий)\\s+[«“"\']?\\s?(\\S.*?)\\s?[»”"\']? (?:n\'a pas|ne contient plus|no tiene un|não (?:tem|possui)(?: mais)? um|non ha (?:più )?un|(?:больше )?не содержит)(?: de)? (?:fichier Release|fichero de Publicación|arquivo Release|file Release|файла Release)\\.?|リポジトリ (.+?) には Release ファイルが(?:ありません|なくなっています)。?|Das Depot [»"](.*?)[«"] enthält keine Release-Datei(?: mehr)?\\.?|仓库 [“"「](.*?)[”"」] 没有 Release 文件。?',
  'Failed to fetch $1':
    '(?:Impossible de récupérer|Fallo al obtener|Falhou ao buscar|Impossibile recuperare|Nie udało się pobrać|Не удалось получить) (https?:\\S+)|(https?:\\S+) の取得に失敗しました|Fehlschlag beim Holen von (\\S+)|无法下载 (\\S+)',
  'dependency problems prevent configuration of $1':
    '(?:des problèmes de dépendances empêchent la configuration de|problemas de dependencias impiden la configuración de|problemi con le dipendenze impediscono la configurazione di|problemy z zależnościami uniemożliwiają skonfigurowanie pakietu|зависимости пакетов не позволяют настроить пакет) (\\S+)|依存関係の問題により (\\S+) の設定ができません|Abhängigkeitsprobleme verhindern Konfiguration von (\\S+?)(?=:)|依赖关系问题使得 (\\S+) 的配置工作不能继续',
  'a terminal is required to read the password':
    'un terminal est requis pour lire le mot de passe|um terminal é necessário para ler a senha|è richiesto un terminale per leggere la password|do odczytu hasła wymagany jest terminal|パスワードを読み取るために端末が必要です|(?:Ein Terminal ist erforderlich, um das Passwort zu lesen|Zum Lesen des Passworts ist ein Terminal erforderlich)|需要终端来读取密码|(?:读取密码)?需要一个终端|需要終端機來讀取密碼|для чтения пароля нужен терминал|у терміналі слід прочитати пароль|é necessário um terminal para ler a senha|cal una terminal per llegir la contrasenya|salasanan lukemiseksi vaaditaan pääte|en terminal krävs för att läsa lösenordet|este necesar un terminal pentru citirea parolei|şifreyi okumak için bir terminal gereklidir|po terminálu se vyžaduje načtení hesla|암호를 읽으려면 터미널이 필요합니다',
  'no tty present and ': 'sin tty presente y |(?:нет tty и )(?=не указана)',
  'no askpass program specified':
    'pas de programme askpass spécifié|no hay programa askpass especificado|nenhum programa de askpass especificado|nessun programma di richiesta password specificato|nie podano programu pytającego o hasło|не указана программа askpass|パスワードを尋ねる \\(askpass\\) プログラムが指定されていません',
  'a password is required':
    'il est nécessaire de saisir un mot de passe|se requiere una contraseña|uma senha é necessária|è necessaria una password|wymagane jest hasło|требуется пароль|パスワードが必要です|Ein Passwort ist (?:notwendig|erforderlich)|需要密[码碼]|требуется указать пароль|слід вказати пароль|é necessária uma senha|es requereix una contrasenya|je vyžadováno heslo|der kræves en adgangskode|vaaditaan salasana|jelszó szükséges|du må oppgi et passord|een wachtwoord is verplicht|o parolă este necesară|ett lösenord krävs|bắt buộc phải có mật khẩu|kata sandi diperlukan|암호가 필요합니다',
  'could not lock database':
    'ne peut pas verrouiller la base de données|no se pudo bloquear la base de datos|não foi possível travar a base de dados|impossibile bloccare il database|nie udało się zablokować bazy danych|не удалось заблокировать базу|データベースをロックできませんでした',
  'target not found: ':
    'impossible de trouver la cible : |no se ha encontrado el paquete: |alvo não encontrado: |il seguente pacchetto non è stato trovato: |не найдена цель: |対象が見つかりませんでした: ',
  'No package $1 available': '没有可用软件包 (\\S+)|Kein Paket (\\S+) verfügbar',
  'No match for argument: ': '未找到匹配的参数: ?|Keine Übereinstimmung für Argument: ',
  'Unable to find a match: ': '没有任何匹配: ?|Es konnte keine Übereinstimmung gefunden werden: ',
  "Couldn't find any package by glob '$1'":
    'Mittels des (?:Musters|regulären Ausdrucks) .(\\S+?). konnte kein Paket gefunden werden\\.?',
  "Package '$1' has no installation candidate":
    "Für Paket [»'‚„](\\S+?)[«'‘“] existiert kein Installationskandidat\\.?|软件包 (\\S+) 没有可安装候选",
  '$1 depends on ': '(\\S+) hängt ab von |(\\S+) 依赖于 ',
  'Unable to acquire the dpkg frontend lock':
    'Sperrung des (?:dpkg-)?Frontends?.*nicht möglich|无法获取 dpkg 前端锁(?! \\(\\S+\\)，)',
  'sudo: no tty present and no askpass program specified':
    'sudo: Kein TTY vorhanden und kein .*Askpass.*|sudo: 没有终端存在[^\\n]*',
};
