    bpf["events"].open_perf_buffer(report)
    print("Tracing TRACED... press Ctrl-C to stop.")
    print("PID     COMM            COLUMNS", flush=True)
    while not stopping:
        bpf.perf_buffer_poll(timeout=100)


if __name__ == "__main__":
    main()
