try:
    from bcc import BPF
except ImportError:  # also where something else is called bcc
    sys.exit(f"NAME: compile failed: {sys.executable} has no module 'bcc' (Debian and Ubuntu: apt install python3-bpfcc)")
