import { playPart } from "./suite";

playPart(0);
