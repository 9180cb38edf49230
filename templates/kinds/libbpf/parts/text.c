/* Others choose the names of files and processes: nothing in them may reach the terminal as a control character. */
static const char *printable(char *text)
{
	for (char *c = text; *c; c++)
		if (!isprint((unsigned char)*c))
			*c = '?';
	return text;
}
