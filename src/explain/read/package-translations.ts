/**
 * What apt, dpkg, pacman and sudo print in French, Spanish, Portuguese, Italian, Polish, Russian and Japanese, by the English of it (see
 * translations.ts). From the catalogues of apt 2.6, dpkg 1.21, pacman 6 and sudo 1.9, and of their older versions where these differ.
 */
export const packageTranslations: Readonly<Record<string, string>> = {
  'Unable to locate package $1':
    '(?:Impossible de trouver le paquet|No se ha podido localizar el paquete|(?:Impossível|Não foi possível) encontrar o pacote|Impossibile trovare il pacchetto|Nie udało się odnaleźć pakietu|(?:Невозможно|Не удалось) найти пакет)\\s+(\\S+)|パッケージ (\\S+) が見つかりません',
  'Could not open lock file $1':
    "(?:Impossible d'ouvrir le fichier verrou|No se pudo abrir el fichero de bloqueo|Não foi possível abrir arquivo de trava|Impossibile aprire il file di blocco|Nie udało się otworzyć pliku blokady|Не удалось открыть файл блокировки) «?(/[^\\s»]+)»?|ロックファイル (\\S+) をオープンできません",
  'Unable to acquire the dpkg frontend lock, are you root?':
    "Impossible d'obtenir le verrou de dpkg \\(\\S+\\)\\. Avez-vous les droits du superutilisateur ?\\?|Невозможно получить блокировку внешнего интерфейса dpkg \\(\\S+\\); у вас есть права суперпользователя\\??",
  'Could not get lock $1':
    "(?:Impossible d'obtenir le verrou|No se pudo (?:bloquear|obtener un bloqueo)|Não foi possível obter (?:a )?trava|Impossibile (?:impostare il|acquisire il) blocco|Nie udało się uzyskać blokady|Не удалось получить (?:блокировку файла|доступ к файлу блокировки))\\s+(\\/\\S+)|ロック (\\S+) が取得できませんでした",
  "dpkg was interrupted, you must manually run 'dpkg --configure -a'":
    'dpkg a été interrompu|se interrumpió la ejecución de dpkg|(?:o )?dpkg foi interrompido|dpkg è stato interrotto|dpkg został przerwany|Работа dpkg была прервана|dpkg は中断されました',
  'Unable to correct problems, you have held broken packages.':
    'Impossible de corriger les problèmes, des paquets défectueux[^\\n]*|No se pudieron corregir los problemas, usted ha retenido[^\\n]*|Impossível corrigir problemas, você manteve[^\\n]*|Impossibile correggere i problemi, ci sono pacchetti[^\\n]*|Nie udało się naprawić problemów, zatrzymano[^\\n]*|Невозможно исправить ошибки: у вас зафиксированы[^\\n]*|問題を解決することができません。壊れた変更禁止パッケージがあります。?',
  'The following packages have unmet dependencies:':
    'Les paquets suivants contiennent des dépendances non satisfaites\\s?:|Los siguientes paquetes tienen dependencias incumplidas:|Os pacotes a seguir têm dependências desencontradas:|I seguenti pacchetti hanno dipendenze non soddisfatte:|Następujące pakiety mają niespełnione zależności:|Следующие пакеты имеют неудовлетворённые зависимости:|以下のパッケージには満たせない依存関係があります:',
  'but it is not installable':
    "mais il n'est pas installable|pero no es instalable|mas não é instalável|ma non è installabile|ale nie da się go zainstalować|но он не может быть установлен|しかし、インストールすることができません",
  'but it is not going to be installed':
    'mais ne sera pas installé|pero no va a instalarse|mas não será instalado|ma non sta per essere installato|ale nie zostanie zainstalowany|но он не будет установлен|しかし、インストールされようとしていません',
  'Depends: ': '(?<=^| : )(?:Dépend ?: |Depende: |Dipende: |Wymaga: |Зависит: |依存: )',
  "The repository '$1' does not have a Release file.":
    "(?:Le dépôt|El repositorio|O repositório|Il repository|Репозиторий)\\s+[«“\"']?\\s?(\\S.*?)\\s?[»”\"']? (?:n'a pas|ne contient plus|no tiene un|não (?:tem|possui)(?: mais)? um|non ha (?:più )?un|(?:больше )?не содержит)(?: de)? (?:fichier Release|fichero de Publicación|arquivo Release|file Release|файла Release)\\.?|リポジトリ (.+?) には Release ファイルが(?:ありません|なくなっています)。?",
  'Failed to fetch $1':
    '(?:Impossible de récupérer|Fallo al obtener|Falhou ao buscar|Impossibile recuperare|Nie udało się pobrać|Не удалось получить) (https?:\\S+)|(https?:\\S+) の取得に失敗しました',
  'dependency problems prevent configuration of $1':
    '(?:des problèmes de dépendances empêchent la configuration de|problemas de dependencias impiden la configuración de|problemi con le dipendenze impediscono la configurazione di|problemy z zależnościami uniemożliwiają skonfigurowanie pakietu|зависимости пакетов не позволяют настроить пакет) (\\S+)|依存関係の問題により (\\S+) の設定ができません',
  'a terminal is required to read the password':
    'un terminal est requis pour lire le mot de passe|um terminal é necessário para ler a senha|è richiesto un terminale per leggere la password|do odczytu hasła wymagany jest terminal|パスワードを読み取るために端末が必要です',
  'no tty present and ': 'sin tty presente y |(?:нет tty и )(?=не указана)',
  'no askpass program specified':
    'pas de programme askpass spécifié|no hay programa askpass especificado|nenhum programa de askpass especificado|nessun programma di richiesta password specificato|nie podano programu pytającego o hasło|не указана программа askpass|パスワードを尋ねる \\(askpass\\) プログラムが指定されていません',
  'a password is required':
    'il est nécessaire de saisir un mot de passe|se requiere una contraseña|uma senha é necessária|è necessaria una password|wymagane jest hasło|требуется пароль|パスワードが必要です',
  'could not lock database':
    'ne peut pas verrouiller la base de données|no se pudo bloquear la base de datos|não foi possível travar a base de dados|impossibile bloccare il database|nie udało się zablokować bazy danych|не удалось заблокировать базу|データベースをロックできませんでした',
  'target not found: ':
    'impossible de trouver la cible : |no se ha encontrado el paquete: |alvo não encontrado: |il seguente pacchetto non è stato trovato: |не найдена цель: |対象が見つかりませんでした: ',
};
