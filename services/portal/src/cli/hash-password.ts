import { text } from 'node:stream/consumers';
import { hashPassword } from '../session/password.js';

// The password comes by standard input, so that it stands in no process list and no shell history.
console.log(await hashPassword((await text(process.stdin)).replace(/\r?\n$/, '')));
