import { playPart } from "./suite";

playPart(3);
