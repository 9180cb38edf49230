#!/bin/bash
# enrol.sh VARIABLES.fd CERTIFICATE.der  ->  makes the certificate a machine owner key (MOK) of shim's, as MokManager does when
# somebody at the console confirms what "mokutil --import" has asked for. VARIABLES.fd is what OVMF keeps its variables in.
# Needs: python3.
set -euo pipefail
python3 - "$@" <<'P'
import struct, sys, uuid
store, certificate = sys.argv[1:]
der = open(certificate, 'rb').read()
owner = uuid.UUID('605dab50-e046-4300-abb6-3dd810dd8b23')  # shim's
x509 = uuid.UUID('a5c059a1-94e4-4aa7-87b5-ab155c2bf072')  # EFI_CERT_X509_GUID
listed = x509.bytes_le + struct.pack('<III', 28 + 16 + len(der), 0, 16 + len(der)) + owner.bytes_le + der
name = 'MokList\0'.encode('utf-16-le')
# AUTHENTICATED_VARIABLE_HEADER of EDK II: kept over a reboot, and out of the system's reach.
header = struct.pack('<HBBIQ16xIII16s', 0x55AA, 0x3F, 0, 3, 0, 0, len(name), len(listed), owner.bytes_le)
with open(store, 'r+b') as file:
    data = file.read()
    start = struct.unpack_from('<H', data, 48)[0]  # behind the header of the volume lies that of the store
    assert data[start:start + 16] == uuid.UUID('aaf32c78-947b-439a-a180-2e144ec37792').bytes_le
    at = start + 28
    while data[at:at + 2] == b'\xaa\x55':
        at += 60 + sum(struct.unpack_from('<II', data, at + 36))
        at += -at % 4
    assert data[at:at + 60] == b'\xff' * 60
    file.seek(at)
    file.write(header + name + listed)
P
