#!/usr/bin/env node
// A browser without a window: what $BROWSER names in the demo. Signs in as $SANDBOX_ACCOUNT.
import { Browser } from '../peers/browser.mjs';

await new Browser(process.env.SANDBOX_ACCOUNT).signIn(process.argv.at(-1));
