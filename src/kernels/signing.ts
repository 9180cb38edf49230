import type {Host} from '../hosts/host.ts';
import {asRoot, said} from './files.ts';
import type {Obstacle} from './obstacle.ts';

/** A key of the user's, to sign kernels with that nobody else has; both are files on the host, in PEM, root's to read. */
export interface SigningKey {
  /** Without a passphrase: nobody is there to be asked for it. */
  readonly key: string;
  readonly certificate: string;
}

/** Looks, as root: says what is missing, or what is wrong with the two files; nothing where they will do. */
const look = `key=$1 certificate=$2
for name in sbsign sbverify openssl mokutil; do command -v $name >/dev/null || { echo "lacks $name"; exit; }; done
public=$(openssl pkey -in "$key" -passin pass: -pubout </dev/null 2>&1) || { echo "key $public" | head -n 1; exit; }
own=$(openssl x509 -in "$certificate" -noout -pubkey 2>&1) || { echo "certificate $own" | head -n 1; exit; }
[ "$public" = "$own" ] || { echo 'strangers'; exit; }
file=$(mktemp) || exit 1
openssl x509 -in "$certificate" -outform DER -out "$file"
# "already enrolled" is in shim's list, "already in db" in the firmware's; "already in the enrollment request" nobody has confirmed yet.
# A keyring of the kernel's, which it looks at first, says nothing of shim; mokutil before 0.6 can't leave it out.
case $(mokutil --ignore-keyring --test-key "$file" 2>&1; mokutil --test-key "$file" 2>&1) in
  *"$file is already enrolled"* | *"$file is already in db"*) ;;
  *) echo unknown ;;
esac
rm -f "$file"`;

/** Why kernels can't be signed on a host in a way that its boot chain takes. Changes nothing. */
export const signingObstacles = async (host: Host, {key, certificate}: SigningKey): Promise<readonly Obstacle[]> => {
  const {stdout, stderr, exitCode} = await host.run(['sh', '-c', look, 'sh', key, certificate], {
    asRoot: true,
    environment: {LC_ALL: 'C.UTF-8'},
  });
  if (exitCode !== 0)
    return [
      {
        why: `The signing key could not be looked at. ${said(stderr)}`.trim(),
        todo: 'Try it by hand: mokutil --test-key.',
      },
    ];
  const [word = '', ...rest] = stdout.toString('utf8').trim().split(' ');
  const detail = said(rest.join(' '));
  switch (word) {
    case '':
      return [];
    case 'lacks':
      return [
        {
          why: `${detail} is missing, without which no kernel is signed here.`,
          todo: 'Install them: apt-get install sbsigntool mokutil openssl',
        },
      ];
    case 'strangers':
      return [{why: `${key} is not the key of ${certificate}.`, todo: 'Name the two that belong together.'}];
    case 'unknown':
      return [
        {
          why: `Neither shim nor the firmware knows ${certificate}: a kernel signed with it would be refused at boot.`,
          todo: `Enrol it, which takes somebody at the console: openssl x509 -in ${certificate} -outform DER -out mok.der, mokutil --import mok.der, reboot.`,
        },
      ];
    default:
      return [
        {
          why: `${word === 'key' ? key : certificate} can't be used: ${detail}`,
          todo: 'It has to be PEM, and the key without a passphrase.',
        },
      ];
  }
};

/** Whole or not at all: the image has its name only once its signature was read back. */
const sign = `set -e
image=$1 key=$2 certificate=$3
sbverify --cert "$certificate" "$image" >/dev/null 2>&1 && exit
# Not vmlinuz-*: no boot menu lists what a power cut leaves.
new=$(dirname -- "$image")/.$(basename -- "$image").new
trap 'rm -f -- "$new"' EXIT
sbsign --key "$key" --cert "$certificate" --output "$new" "$image"
sbverify --cert "$certificate" "$new" >/dev/null
sync -- "$new"; mv -f -- "$new" "$image"; sync -- "$(dirname -- "$image")"`;

/** Signs an installed kernel. @throws Failure when that fails; its image is then as it was. */
export const signKernel = (host: Host, release: string, {key, certificate}: SigningKey): Promise<void> =>
  asRoot(
    host,
    ['sh', '-c', sign, 'sh', `/boot/vmlinuz-${release}`, key, certificate],
    `${release} could not be signed.`,
  );
