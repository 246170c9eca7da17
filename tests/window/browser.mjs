#!/usr/bin/env node
// A browser without a window: what $BROWSER names. Hands the address to the person of the script.
await fetch(process.env.SANDBOX_PERSON, { method: 'POST', body: process.argv.at(-1) });
