#!/usr/bin/env node
import { main } from './main.js';

// `compile …` is `gongkai compile …`
await main(['compile', ...process.argv.slice(2)]);
