import { playPart } from "./suite";

playPart(2);
