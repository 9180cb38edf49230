import {packageTranslations} from './package-translations.ts';

/**
 * What the same programs print in French, Spanish, Portuguese, Italian, Polish, Russian and Japanese, by the English of it:
 * regular expressions, `$1` being what they catch. From the catalogues (fr.mo, es.mo, pt_BR.mo, it.mo, pl.mo, ru.mo, ja.mo) of glibc
 * 2.36, bash, gcc 12 and make 4.3, and of their older versions where these differ.
 */
const translations: Readonly<Record<string, string>> = {
  // French has a space before a colon.
  ': No such file or directory': '\\s: Aucun fichier ou dossier de ce type',
  ': command not found': '\\s: commande introuvable',
  ': error: ': '\\s?: (?:erreur|errore|erro|błąd|ошибка|エラー)\\s?: ?',
  ': warning: ': '\\s?: (?:attention|aviso|avvertimento|ostrzeżenie|предупреждение)\\s?: ?',
  'implicit declaration of function ':
    'déclaration implicite de la fonction |declaración implícita de la función |declaração implícita da função |dichiarazione implicita della funzione |niejawna deklaracja funkcji |неявная декларация функции ',
  'No such file or directory':
    'Aucun fichier ou dossier de ce type|No existe el (?:fichero|archivo) o el directorio|Arquivo ou diretório (?:inexistente|não encontrado)|File o directory non esistente|Nie ma takiego pliku ani katalogu|Нет такого файла или каталога|そのようなファイルやディレクトリはありません',
  'Operation not permitted':
    'Opération non permise|Operación no permitida|Operação não permitida|Operazione non (?:permessa|consentita)|Operacja niedozwolona|Операция не позволена|許可されていない操作です',
  'Permission denied':
    'Permission non accordée|Permiso denegado|Permissão negada|Permesso negato|Brak dostępu|Отказано в доступе|許可がありません',
  'Invalid argument':
    'Argument invalide|Argumento inv[áa]lido|Argomento non valido|Zły argument|Недопустимый аргумент|無効な引数です',
  'No space left on device':
    'Aucun espace disponible sur le périphérique|No queda espacio en el dispositivo|Não há espaço disponível no dispositivo|Spazio esaurito sul device|Brak miejsca na urządzeniu|На устройстве не осталось свободного места|デバイスに空き領域がありません',
  'Resource temporarily unavailable':
    'Ressource temporairement non disponible|Recurso no disponible temporalmente|Recurso temporariamente indisponível|Risorsa temporaneamente non disponibile|Zasoby chwilowo niedostępne|Ресурс временно недоступен|リソースが一時的に利用できません',
  'Operation not supported':
    'Opération non supportée|La operación no está soportada|Operação sem suporte|Operazione non supportata|Operacja nie obsługiwana|(?:Неподдерживаемая операция|Операция не поддерживается)|サポートされていない操作です',
  'Cannot allocate memory':
    'Ne peut allouer de la mémoire|No se pudo asignar memoria|Não foi possível alocar memória|Impossibile allocare memoria|Nie można przydzielić pamięci|Невозможно выделить память|メモリを確保できません',
  'command not found':
    'commande introuvable|orden no encontrada|no se encontró la orden|comando não encontrado|comando non trovato|nie znaleziono polecenia|(?:команда не найдена|не найдена команда)|コマンドが見つかりません',
  'fatal error: ':
    'erreur fatale\\s?: ?|error (?:fatal|grave): |erro fatal: |errore (?:fatale|irreversibile): |фатальная ошибка: |致命的エラー: ?',
  'has no member named ':
    "n'a pas de membre nommé ?|no tiene un miembro llamado ?|não tem um membro chamado ?|non ha un membro chiamato ?|nie posiada elementu o nazwie ?|не содержит элемента с именем ?",
  "has no member named '$1'": 'は .(\\w+). という名前のメンバを持っていません',
  "undefined reference to '$1'":
    "(?:référence indéfinie vers|referência não definida para|riferimento non definito a|niezdefiniowane odwołanie do|неопределённая ссылка на)\\s*[«`\"'„]\\s?([^\\s»'\"”]+)\\s?[»'\"”]|referencia a `(\\S+)' sin definir|`(\\S+)' に対する定義されていない参照です",
  'cannot find $1':
    '(?:ne peut pas trouver|no se puede encontrar|não foi possível localizar|impossibile trovare|nie można znaleźć|невозможно найти) (-l\\w+)|(-l\\w+) が見つかりません',
  "unrecognized command-line option '$1'":
    'option «\\s?(\\S+)\\s?» non reconnue sur la ligne de commande|opción de línea de órdenes [‘«](\\S+)[’»] no reconocida',
  '.  Stop.': '\\.\\s+(?:Arrêt|Alto|Останов|Pare|Arresto|Stop)\\.|。?\\s*中止\\.',
  "No rule to make target '$1'":
    "(?:Aucune règle pour fabriquer la cible|No hay ninguna regla para construir el objetivo|Sem regra para processar o alvo|Nessuna regola per generare l'obiettivo|Brak reguł do (?:zrobienia|wykonania) obiektu|Нет правила для сборки цели)\\s*[«“\"']\\s*([^»”\"']*?)\\s*[»”\"']|ターゲット ['“]([^'”]*)['”] を make するルールがありません|(?<=に必要な)ターゲット ['“]([^'”]*)['”] を make する",
};

const compiled = Object.entries({...translations, ...packageTranslations}).map(
  ([english, foreign]) => [new RegExp(foreign, 'gim'), english] as const,
);

/** A line may hold one of the languages: by their letters, or by words that English has not. */
const foreign = new RegExp(
  `[à-öø-ÿąćęłńśźżÀ-ÖØ-ß\\u0400-\\u04ff\\u3040-\\u30ff]|依存|\\b(${[
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

/** Puts the known messages of these languages into English. */
export const translated = (line: string): string =>
  foreign.test(line)
    ? compiled.reduce(
        (text, [pattern, english]) =>
          text.replace(pattern, (_, ...caught) =>
            english.replace('$1', caught.slice(0, -2).find((part) => typeof part === 'string') ?? ''),
          ),
        line,
      )
    : line;
