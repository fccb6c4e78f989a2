// Jest maps module names in specs, not here.
import 'tsconfig-paths/register';
import { makeBlankData } from './blank-data';

export default makeBlankData;
