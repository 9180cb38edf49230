def text(raw):
    """Others choose names: nothing of them reaches the terminal as a control character."""
    return "".join(c if c.isprintable() else "?" for c in raw.decode(errors="replace"))


def main():
    stopping = []
    # Also where SIGINT was ignored when we were started, as in the background of a script.
    signal.signal(signal.SIGINT, lambda *_: stopping.append(True))
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))

    try:
        bpf = BPF(text=PROGRAM)  # compiles and loads, and attaches what has its place in its name
    except Exception as error:
        # What BPF() was at is in what it says: "Failed to attach BPF program ...".
        stage = next((stage for stage in ("attach", "load") if f"to {stage} BPF" in str(error)), "compile")
        sys.exit(f"NAME: {stage} failed: {error}")
