/**
 * The few words that complaints are told by (told.ts), in German, French, Spanish, Portuguese, Italian, Polish, Russian and Turkish, then in Chinese,
 * Japanese and Korean, by the English of them. `~` is any ending. What English or a command line has too is left out.
 */
const words: Readonly<Record<string, readonly [lettered: string, signs: string]>> = {
  'kernel headers': [
    '(?:заголов~|cabeceras|encabezados|cabeçalhos|headers|en-têtes|intestazioni|nagłówki) (?:(?:del?|do|du) )?(?:ядра|kernel|noyau|núcleo|jądra)|kernel-?(?:header|quellen)(?:dateien)?',
    '内核头文件|核心標頭檔?|カーネル(?:の)?ヘッダー?|커널 헤더',
  ],
  without: ['(?:sin|sem|sans|senza)(?= (?:root|sudo|BTF|debugfs|privil|perm))|ohne|без|bez', 'なしで|없'],
  must: [
    'muss|müssen|brauche~|precis[oa]~|necesit~|besoin de|bisogno di|hace falta|il faut|необходимо|нужн[аоы]|нужен|potrzeb~',
    '需要|必须|必須|しないと|なければ|必要|필요',
  ],
  not: [
    "nicht|keine?[nmrs]?|no (?:se|puedo|funciona|arranca|carga|está|es|tiene|hay|conoce)|não|n['’](?:a|est|ont|y a)|ne (?:se|marche|fonctionne|connaît|charge)|non (?:si|ha|è|funziona|parte|trova)|nie (?:ma|się|działa|jest|można)|нет|не|нельзя|yok|yüklenmiyor|bulunamadı",
    '没有?|沒有?|无法|無法|不能|不到|不了|未|ない|ません|できず|足りず|안 [되돼됨]|않|못',
  ],
  missing: ['fehl(?:t|en)|falta[nm]?|manqu(?:e|ent)|mancano?|brak(?:uje)?|отсутству~|eksik', '缺少?|找不到|見つから'],
  error: [
    'fehler|erreurs?|errore|falla|falha~|erro|błąd|ошибк~|hata',
    '报错|報錯|出错|错误|錯誤|失败|失敗|异常|エラー|오류|실패',
  ],
  'too old': [
    'zu alt|veraltet|(?:muy|muito|demasiado) (?:viej|antig)[oa]|trop (?:vieux|ancien~)|troppo vecchi[oa]|слишком стар~|устарел~|za star~|çok eski',
    '过低|太低|太旧|过旧|太老|古い|古すぎ|너무 오래',
  ],
  kernel: ['ядр[оаеу]м?|noyau|núcleo|jądr~|çekirde~', '内核|核心|カーネル|커널'],
  headers: ['заголов~|cabeceras|cabeçalhos|en-têtes', '头文件|標頭檔?|ヘッダー?|헤더'],
  container: ['контейнер~|contenedor~|contêiner~|conteneur~|kontener~', '容器|コンテナ|컨테이너'],
  privileged: ['privilegiert~|привилегир~|privilegiad[oa]|privilégié~|privilegiato', '特权|特權'],
  mounted: [
    '(?:ein)?gehängt|gemountet|(?:с|при)монтирован~|montad[oa]|montée?|montat[oa]|zamontowan~',
    '挂载|掛載|マウント|마운트',
  ],
  permission: ['berechtigung~|rechte|прав[ао]?|permisos?|permiss(?:ão|ões)|permessi?|uprawnie~', '权限|權限|権限|권한'],
  locked: ['gesperrt|заблокирован~|bloquead[oa]|bloccat[oa]|verrouillé~|zablokowan~', '被锁|锁住|锁定|ロック'],
  'disk space': ['speicherplatz|места|espacio|espaço|espace disque|spazio', '空间|空間|空き容量|공간'],
  version: ['верси[яи]|versión|versão|wersj[ai]', '版本|バージョン|버전'],
  why: ['warum|почему|pourquoi|por qué|por que|perché|dlaczego', '怎么|怎麼|为什么|為什麼|なぜ|왜'],
  problem: ['проблем~', '问题|問題|문제'],
  installed: [
    'installiert|instalad[oa]|installée?|installato|zainstalowan~|установлен~',
    '安装|安裝|インストール|설치',
  ],
  'not supported': ['ne supporte(?:nt)? pas', '不支持|不支援'],
  denied: [
    'verbiet~|verboten|blockiert|запрещ~|блокир~|prohib~|interdi~|vietato',
    '禁止|阻止|拒绝|拒絕|拒否|차단|거부',
  ],
  full: ['voll|llen[oa]|chei[oa]|plein|pien[oa]|pełn~|переполнен~', '满了|已满|満杯|いっぱい|꽉'],
  empty: ['leer|vací[oa]|vazi[oa]|vide|vuot[oa]|пуст~|boş', '空的|为空|空っぽ|비어'],
  driver: ['treiber~|драйвер~|pilote|sürücü~', '驱动|驅動|ドライバー?|드라이버'],
  reboot: ['neustart~|перезагру~|reinici~|redémarr~|riavvi~', '重启|重啟|重新启动|再起動|재부팅'],
  mismatch: ['несоответств~|не совпада~|stimmt nicht überein|no coincide~', '对不上|不匹配|不一致|不符|불일치'],
  forgotten: ['vergessen|забыл~|olvid~|esquec~|oublié', '忘了|忘记|忘れ'],
  solved: [
    'behoben|gelöst|решен~|solucionad[oa]|resuelt[oa]|resolvid[oa]|résolu|risolto',
    '解决了|已解决|解決しました|해결',
  ],
  root: ['суперпользовател~', '管理员|超级用户|루트'],
};

const compiled = Object.entries(words).map(
  ([english, [lettered, signs]]) =>
    [new RegExp(`(?<!\\p{L})(?:${lettered})(?!\\p{L})|${signs}`.replaceAll('~', '\\p{L}*'), 'giu'), english] as const,
);

/** A person's words in English, as far as they are known; the rest stays. */
export const gloss = (line: string): string => {
  const glossed = compiled.reduce((text, [pattern, english]) => text.replace(pattern, ` ${english} `), line);
  return glossed === line ? line : glossed.replace(/ {2,}/g, ' ').trim();
};
