//@ user-once
static volatile sig_atomic_t stopping;

static void stop(int number)
{
	(void)number;
	stopping = 1;
}

static void stop_on_signals(void)
{
	struct sigaction action = {.sa_handler = stop};

	setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, into a pipe too */
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}
