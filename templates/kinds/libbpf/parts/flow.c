/* What packets are counted by: the key of the map. No padding: all of its bytes are compared. */
struct flow {
	unsigned short port; /* destination, in network order; 0 where there is none */
	unsigned short protocol;
};

struct count {
	unsigned long long packets;
	unsigned long long bytes;
};
