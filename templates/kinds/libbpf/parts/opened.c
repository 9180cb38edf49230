/* One file opened, as the BPF program reports it to NAME.c. */
struct event {
	int pid;
	int result;     /* 0, or an error number below zero */
	char comm[16];  /* TASK_COMM_LEN in the kernel */
	char file[64];  /* its name without folders; a longer one is cut */
};
