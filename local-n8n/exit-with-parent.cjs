// Loaded into n8n before n8n itself: ends it, in the orderly way, when the process that started it is gone without
// having stopped it (killed, crashed). An orphan gets another parent, which is how it notices.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 1_000).unref();
