import { playPart } from "./suite";

playPart(1);
