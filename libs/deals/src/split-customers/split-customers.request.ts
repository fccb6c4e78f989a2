import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsString,
  Length,
} from 'class-validator';
import { CustomerFateRequest } from '../merge-customers/merge-customers.request';

export class SplitCustomerRequest extends CustomerFateRequest {
  /** Registrations that were about another customer; they get a new one, together. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  deals: string[];
}
