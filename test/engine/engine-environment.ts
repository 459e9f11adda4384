/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// n8n-core reads both while it loads: without a folder of its own it would meet another n8n's key.
process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'n8n-engine-'));
process.env.N8N_ENCRYPTION_KEY = 'key of the engine tests';
// Whoever runs the tests behind a proxy still talks to this machine directly.
process.env.NO_PROXY = '127.0.0.1,localhost';
// n8n writes every message of a node to its log; the tests read them from the run.
process.env.N8N_LOG_LEVEL = 'silent';
